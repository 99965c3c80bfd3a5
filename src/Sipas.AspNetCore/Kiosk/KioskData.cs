using Sipas.Common;
using Sipas.Packs;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>The data for the kiosk's script in the page: the questionnaire, its texts and the addresses. Contains
/// nothing about a respondent.</summary>
internal sealed record KioskData
{
    public required string SubmitUrl { get; init; }

    /// <summary>The prefix of the addresses of the JSON endpoints.</summary>
    public required string Api { get; init; }

    /// <summary>Address of the service worker; null if the page is not installed, as on a citizen's own phone.</summary>
    public required string? WorkerUrl { get; init; }

    public required string? ManifestUrl { get; init; }

    public required string IconUrl { get; init; }

    /// <summary>Version of the page's files.</summary>
    public required string Version { get; init; }

    /// <summary>Sound clips that the page may play.</summary>
    public required IReadOnlyList<string> Clips { get; init; }

    public required string Pack { get; init; }

    public required string QuestionnaireVersion { get; init; }

    public required string Unit { get; init; }

    public required LocalizedText UnitName { get; init; }

    public required LocalizedText Introduction { get; init; }

    public required LocalizedText? Notice { get; init; }

    public required string Mode { get; init; }

    public required string Basis { get; init; }

    public required string? Ticket { get; init; }

    public required string? Procedure { get; init; }

    /// <summary>The stamp sent with the one ballot of the page.</summary>
    public required string? Presence { get; init; }

    public required bool Unverified { get; init; }

    /// <summary>Number of unconditional questions; each row of a matrix counts.</summary>
    public required int QuestionCount { get; init; }

    /// <summary>Approximate duration of answering, in minutes.</summary>
    public required int Minutes { get; init; }

    public required int IdleSeconds { get; init; }

    public required int ThanksSeconds { get; init; }

    /// <summary>The rule for unfinished ballots.</summary>
    public required UnfinishedBallotRule Unfinished { get; init; }

    /// <summary>Available languages, Vietnamese first.</summary>
    public required IReadOnlyList<KioskLanguage> Languages { get; init; }

    public required IReadOnlyList<KioskQuestion> Questions { get; init; }

    /// <summary>The codes of all items in questionnaire order, including items not shown here: the receipt code is
    /// computed from them.</summary>
    public required IReadOnlyList<string> ItemCodes { get; init; }

    public required IReadOnlyList<AnswerCheck> Checks { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<KioskChoice>> Scales { get; init; }

    /// <summary>The contact offer after a low rating; null when there is none.</summary>
    public required KioskContact? Contact { get; init; }

    /// <summary>The address to which a contact request is sent.</summary>
    public required string ContactUrl { get; init; }

    public required IReadOnlyDictionary<string, LocalizedText> Texts { get; init; }
}
