using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>How a person came to the page: it becomes part of her ballot.</summary>
/// <param name="Mode">Collection mode: a word of <see cref="Ballots.BallotWords"/>.</param>
/// <param name="Basis">Selection basis: a word of <see cref="Ballots.BallotWords"/>.</param>
/// <param name="Ticket">The ticket that the ballot spends; null when there is none.</param>
/// <param name="Procedure">Code of the procedure; null when it is not known.</param>
/// <param name="Unverified">Whether the page says that anybody may answer here, as by an open link.</param>
/// <param name="Presence">Stamp of a page that was opened with a code of the counter; null when it was not.</param>
internal sealed record KioskVisit(string Mode, string Basis, string? Ticket = null, string? Procedure = null, bool Unverified = false, string? Presence = null);

/// <summary>What the kiosk's script is given in the page: the questionnaire, its words and where to send. Nothing of any respondent.</summary>
internal sealed record KioskData
{
    public required string SubmitUrl { get; init; }

    /// <summary>What the addresses of the JSON endpoints begin with.</summary>
    public required string Api { get; init; }

    /// <summary>Address of the service worker; null where the page is not installed, as on a citizen's own telephone.</summary>
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

    /// <summary>Sent with the one ballot of the page.</summary>
    public required string? Presence { get; init; }

    public required bool Unverified { get; init; }

    /// <summary>Questions that everybody is asked, a row of a matrix for itself.</summary>
    public required int QuestionCount { get; init; }

    /// <summary>How long the answers take, roughly.</summary>
    public required int Minutes { get; init; }

    public required int IdleSeconds { get; init; }

    public required int ThanksSeconds { get; init; }

    /// <summary>What becomes of a half ballot.</summary>
    public required UnfinishedBallotRule Unfinished { get; init; }

    /// <summary>Languages that can be chosen, Vietnamese first.</summary>
    public required IReadOnlyList<KioskLanguage> Languages { get; init; }

    public required IReadOnlyList<KioskQuestion> Questions { get; init; }

    /// <summary>The codes of all items in questionnaire order, including items not shown here: the receipt code is computed from them.</summary>
    public required IReadOnlyList<string> ItemCodes { get; init; }

    public required IReadOnlyList<AnswerCheck> Checks { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<KioskChoice>> Scales { get; init; }

    /// <summary>What is offered after a low rating; null when nothing is.</summary>
    public required KioskContact? Contact { get; init; }

    /// <summary>Where a request to be contacted is sent.</summary>
    public required string ContactUrl { get; init; }

    public required IReadOnlyDictionary<string, LocalizedText> Texts { get; init; }
}

/// <summary>The offer to be contacted.</summary>
/// <param name="Consent">The text that is agreed to.</param>
/// <param name="Version">What names the text.</param>
/// <param name="LowLevels">The levels that are low, by the code of their scale.</param>
/// <param name="LowAnswers">Low answers from which on a rating is low.</param>
/// <param name="MaximumName">Characters of a name, and of a phone number or e-mail address, at most.</param>
/// <param name="MaximumAbout">Characters of the words at most.</param>
internal sealed record KioskContact(LocalizedText Consent, string Version, IReadOnlyDictionary<string, IReadOnlyList<int>> LowLevels, int LowAnswers, int MaximumName, int MaximumAbout);

/// <summary>A language that can be chosen.</summary>
/// <param name="Tag">BCP 47 tag in lower case.</param>
/// <param name="Name">Its own name.</param>
internal sealed record KioskLanguage(string Tag, string Name);

/// <summary>A question as it is shown.</summary>
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

/// <summary>What is answered on a scale.</summary>
internal sealed record KioskItem(string Code, string Scale, LocalizedText Text, bool Required, IReadOnlyDictionary<string, string>? Clips);

/// <summary>An answer that a scale offers: a level, with a face where it tells of satisfaction, or a special answer with its word.</summary>
/// <param name="Level">Number of the level; null for a special answer.</param>
/// <param name="Answer">Word of the special answer; null for a level.</param>
/// <param name="Face">1 (most dissatisfied) to 5 (most satisfied); 0 for none.</param>
/// <param name="Text">The words.</param>
internal sealed record KioskChoice(int? Level, string? Answer, int Face, LocalizedText Text);
