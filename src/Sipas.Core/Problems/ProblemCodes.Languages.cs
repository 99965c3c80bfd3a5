namespace Sipas.Problems;

/// <content>Languages and sound clips of method packs.</content>
public static partial class ProblemCodes
{
    /// <summary>A language of the pack has no usable tag or name, or a text is in a language that the pack does not name.</summary>
    public const string PackLanguageUnknown = "PCK0061";

    /// <summary>A language of the pack lacks texts of a questionnaire; they are shown in Vietnamese.</summary>
    public const string PackLanguageIncomplete = "PCK0062";

    /// <summary>An audio clip is not a path on the host, or its language is not offered.</summary>
    public const string PackClip = "PCK0063";
}
