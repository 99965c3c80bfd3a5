using System.Text.Json.Serialization;
using Sipas.Collection;
using Sipas.Text;

namespace Sipas.AspNetCore.Collection;

/// <summary>The body of <c>POST /sipas/v1/devices/enrol</c>.</summary>
internal sealed record EnrolRequest
{
    /// <summary>The one-time code from the officer, for example <c>7QK2-M0XA</c>; small letters and spaces do not
    /// matter.</summary>
    public required string Code { get; init; }
}

/// <summary>The response to the enrolment of a device.</summary>
internal sealed record EnrolResponse
{
    /// <summary>The device's code.</summary>
    public required string Device { get; init; }

    /// <summary>Its secret in base64url: shown this once.</summary>
    public required string Secret { get; init; }

    /// <summary>The unit for which it collects.</summary>
    public required string Unit { get; init; }

    /// <summary><c>official</c> or <c>trial</c>.</summary>
    public required string Phase { get; init; }
}

/// <summary>The body of <c>POST /sipas/v1/devices/heartbeat</c>.</summary>
internal sealed record HeartbeatRequest
{
    /// <summary>Number of ballots that wait on the device: 0 or more.</summary>
    public required long Queue { get; init; }

    /// <summary>Version of the page, at most 64 characters; optional.</summary>
    public string? Version { get; init; }

    /// <summary>The device's clock: ISO 8601 with an offset; optional.</summary>
    public string? Clock { get; init; }
}

/// <summary>The response to a heartbeat.</summary>
internal sealed record HeartbeatResponse
{
    /// <summary>Server time in UTC.</summary>
    public required string ServerTime { get; init; }

    /// <summary><c>official</c> or <c>trial</c>.</summary>
    public required string Phase { get; init; }
}

/// <summary>The receipt of a held submission.</summary>
internal sealed record SetAsideResponse
{
    /// <summary>Id of the ballot, as stated by the client.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the received bytes: 64 hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Server time in UTC, ISO 8601 to the millisecond.</summary>
    public required string ReceivedAt { get; init; }

    /// <summary>Id of the key that signed.</summary>
    public required string KeyId { get; init; }

    /// <summary>ECDSA P-256 signature in base64url.</summary>
    public required string Signature { get; init; }

    /// <summary><c>quarantine</c> or <c>trial</c>.</summary>
    public required string Kind { get; init; }

    public static SetAsideResponse Of(SetAsideReceipt receipt) => new()
    {
        Id = receipt.BallotId,
        ContentHash = receipt.ContentHash,
        ReceivedAt = IsoTime.Write(receipt.ReceivedAt.ToUniversalTime()),
        KeyId = receipt.KeyId,
        Signature = receipt.Signature,
        Kind = SetAsideReceipt.WordOf(receipt.Kind),
    };
}

/// <summary>The body of <c>POST /sipas/v1/tickets</c>.</summary>
internal sealed record TicketRequest
{
    /// <summary>Number of the dossier, 1 to 128 characters. It is not stored.</summary>
    public required string Dossier { get; init; }

    /// <summary>Code of the organisation unit that handled it.</summary>
    public required string Unit { get; init; }

    /// <summary>Code of the procedure; optional.</summary>
    public string? Procedure { get; init; }
}

/// <summary>An issued ticket.</summary>
internal sealed record TicketResponse
{
    /// <summary>The token.</summary>
    public required string Token { get; init; }

    /// <summary>Path of the short link.</summary>
    public required string Path { get; init; }

    /// <summary>Time of expiry, in UTC.</summary>
    public required string ExpiresAt { get; init; }
}

/// <summary>The messages of collection, read and written by generated code.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EnrolRequest))]
[JsonSerializable(typeof(EnrolResponse))]
[JsonSerializable(typeof(HeartbeatRequest))]
[JsonSerializable(typeof(HeartbeatResponse))]
[JsonSerializable(typeof(SetAsideResponse))]
[JsonSerializable(typeof(TicketRequest))]
[JsonSerializable(typeof(TicketResponse))]
[JsonSerializable(typeof(CounterCodeResponse))]
[JsonSerializable(typeof(ContactBody))]
[JsonSerializable(typeof(ContactResponse))]
internal sealed partial class CollectionJson : JsonSerializerContext;
