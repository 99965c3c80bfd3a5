using System.Text.Json;
using Sipas.Ballots;

namespace Sipas.AspNetCore.Ballots;

/// <summary>The body of <c>POST /sipas/v1/ballots</c> as shown in the OpenAPI document. It is read by
/// <see cref="BallotJsonReader"/>, which reports every error.</summary>
internal sealed record BallotRequest
{
    /// <summary>The client's id, generated at the first tap: a UUID, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the method pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required string QuestionnaireVersion { get; init; }

    /// <summary>Code of the rated organisation unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Code of the procedure; optional.</summary>
    public string? Procedure { get; init; }

    /// <summary>Collection mode: kiosk, web, paper, interview, phone or post.</summary>
    public required string Mode { get; init; }

    /// <summary>Selection basis: sampled or selfSelected; when omitted that of the ticket, and selfSelected without
    /// one. It must match the sender's credential.</summary>
    public string? Basis { get; init; }

    /// <summary>Code of the device; optional.</summary>
    public string? Device { get; init; }

    /// <summary>Token of the ticket; optional. It is spent with the ballot and not stored.</summary>
    public string? Ticket { get; init; }

    /// <summary>Stamp of a page that was opened with a counter code; optional. It is used once and not stored.</summary>
    public string? Presence { get; init; }

    /// <summary>
    /// 32 random bytes in base64url without padding, used as the secret of the value commitments, so that the sender
    /// can compute the receipt code; the store's secret when omitted.
    /// </summary>
    public string? Salt { get; init; }

    /// <summary>Language in which the ballot was shown; vi when omitted.</summary>
    public string? Language { get; init; }

    /// <summary>First tap: ISO 8601 with an offset.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Last tap: ISO 8601 with an offset.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>By item code: the number of a level, or noAnswer, notApplicable, dontKnow, refused.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Answers { get; init; }
}
