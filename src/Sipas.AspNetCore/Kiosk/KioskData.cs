using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>How a person reached the page; it becomes part of the ballot.</summary>
/// <param name="Mode">Collection mode: a wire name of <see cref="Ballots.BallotWords"/>.</param>
/// <param name="Basis">Selection basis: a wire name of <see cref="Ballots.BallotWords"/>.</param>
/// <param name="Ticket">The ticket that the ballot spends; null when there is none.</param>
/// <param name="Procedure">Code of the procedure; null when unknown.</param>
/// <param name="Unverified">Whether the page states that anyone may answer here, as by an open link.</param>
/// <param name="Presence">Stamp of a page that was opened with a counter code; null when it was not.</param>
internal sealed record KioskVisit(string Mode, string Basis, string? Ticket = null, string? Procedure = null, bool Unverified = false, string? Presence = null);

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

/// <summary>The contact offer.</summary>
/// <param name="Consent">The consent text.</param>
/// <param name="Version">Version of the consent text.</param>
/// <param name="LowLevels">The low levels, by the code of their scale.</param>
/// <param name="LowAnswers">Number of low answers from which a rating is low.</param>
/// <param name="MaximumName">Maximum number of characters of a name, and of a phone number or e-mail address.</param>
/// <param name="MaximumAbout">Maximum number of characters of the message.</param>
internal sealed record KioskContact(LocalizedText Consent, string Version, IReadOnlyDictionary<string, IReadOnlyList<int>> LowLevels, int LowAnswers, int MaximumName, int MaximumAbout);

/// <summary>An available language.</summary>
/// <param name="Tag">BCP 47 tag in lower case.</param>
/// <param name="Name">Its name in that language.</param>
internal sealed record KioskLanguage(string Tag, string Name);

/// <summary>A question as displayed.</summary>
internal sealed record KioskQuestion
{
    public required string Code { get; init; }

    public required QuestionKind Kind { get; init; }

    public required LocalizedText Text { get; init; }

    /// <summary>Its coded items; none for a number, text or date.</summary>
    public required IReadOnlyList<KioskItem> Items { get; init; }

    public bool Required { get; init; }

    public int? MaximumTicks { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public int? MaximumLength { get; init; }

    public IReadOnlyList<AnswerCondition> ShowWhen { get; init; } = [];

    /// <summary>Sound clips by language.</summary>
    public IReadOnlyDictionary<string, string>? Clips { get; init; }
}

/// <summary>An item that is answered on a scale.</summary>
internal sealed record KioskItem(string Code, string Scale, LocalizedText Text, bool Required, IReadOnlyDictionary<string, string>? Clips);

/// <summary>A choice of a scale: a level, with a face if it expresses satisfaction, or a special answer with its wire
/// name.</summary>
/// <param name="Level">Number of the level; null for a special answer.</param>
/// <param name="Answer">Wire name of the special answer; null for a level.</param>
/// <param name="Face">1 (most dissatisfied) to 5 (most satisfied); 0 for none.</param>
/// <param name="Text">The displayed text.</param>
internal sealed record KioskChoice(int? Level, string? Answer, int Face, LocalizedText Text);
