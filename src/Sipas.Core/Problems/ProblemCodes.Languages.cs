namespace Sipas.Problems;

/// <content>Languages and sound clips of method packs.</content>
public static partial class ProblemCodes
{
    /// <summary>A language of the pack has no usable tag or name, or a text is written in one that the pack does not name.</summary>
    public const string PackLanguageUnknown = "PCK0061";

    /// <summary>A language of the pack lacks texts of a questionnaire; they are shown in Vietnamese.</summary>
    public const string PackLanguageIncomplete = "PCK0062";

    /// <summary>A sound clip is not a path on the host, or is in a language that nobody can choose.</summary>
    public const string PackClip = "PCK0063";
}
