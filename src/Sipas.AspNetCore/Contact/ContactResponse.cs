using System.Globalization;
using Sipas.Cases;

namespace Sipas.AspNetCore.Contact;

/// <summary>The response to a contact request: a resent request gets the same one.</summary>
internal sealed record ContactResponse
{
    /// <summary>Id of the request.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the received bytes: 64 hexadecimal digits. An intermediary that responds without processing
    /// the request cannot state it.</summary>
    public required string BodyHash { get; init; }

    /// <summary>The code with which the citizen can refer to the request, for example 7QK2-M0XA.</summary>
    public required string Code { get; init; }

    /// <summary>Due day of the reply: yyyy-MM-dd.</summary>
    public required string DueOn { get; init; }

    public static ContactResponse Of(ContactCase one, byte[] bodyHash) => new()
    {
        Id = one.Id,
        BodyHash = Convert.ToHexStringLower(bodyHash),
        Code = one.Code,
        DueOn = one.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
