using System.Text.Json;
using Sipas.Ballots;

namespace Sipas.AspNetCore.Ballots;

/// <summary>The body of <c>POST /sipas/v1/ballots</c> as shown in the OpenAPI document, where <see cref="BallotRequestSchema"/>
/// adds the fields of <see cref="BallotFields"/>. It is read by <see cref="BallotJsonReader"/>, which reports every error.</summary>
internal sealed record BallotRequest
{
    /// <summary>Token of the ticket; optional. It is spent with the ballot and not stored.</summary>
    public string? Ticket { get; init; }

    /// <summary>Stamp of a page that was opened with a counter code; optional. It is used once and not stored.</summary>
    public string? Presence { get; init; }

    /// <summary>
    /// 32 random bytes in base64url without padding, used as the secret of the value commitments, so that the sender
    /// can compute the receipt code; the store's secret when omitted.
    /// </summary>
    public string? Salt { get; init; }

    /// <summary>By item code: the number of a level, or noAnswer, notApplicable, dontKnow, refused.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Answers { get; init; }

    /// <summary>By question code: the answer to a question for a number, a text or a day; optional.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Values { get; init; }
}
