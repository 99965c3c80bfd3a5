namespace Sipas.Problems;

// The codes of number, text and date answers: what a ballot may carry, what is kept of it, and what was erased.
public static partial class ProblemCodes
{
    // VAL: values.

    /// <summary>No version of the questionnaire has such a question.</summary>
    public const string ValueQuestionUnknown = "VAL0001";

    /// <summary>Another version of the questionnaire has the question, this one does not.</summary>
    public const string ValueOfOtherVersion = "VAL0002";

    /// <summary>The question is answered by coded items, which stand among the answers.</summary>
    public const string ValueOfCodedItem = "VAL0003";

    /// <summary>The value is of another JSON type than the question's.</summary>
    public const string ValueType = "VAL0004";

    /// <summary>The number lies outside the question's limits.</summary>
    public const string ValueOutOfRange = "VAL0005";

    /// <summary>A kept value is not what its commitment says, or its salt is missing.</summary>
    public const string ValueChanged = "VAL0006";

    /// <summary>What is to be erased is not said: a ballot, or a pack with a question and a day.</summary>
    public const string ErasureUnclear = "VAL0007";

    // VAL01: JSON files, and names that a store does not know.

    /// <summary>A JSON file is not UTF-8.</summary>
    public const string JsonEncoding = "VAL0100";

    /// <summary>A JSON file has no content.</summary>
    public const string JsonEmpty = "VAL0101";

    /// <summary>An object of a JSON file has a duplicate key.</summary>
    public const string JsonKeyTwice = "VAL0102";

    /// <summary>A JSON file is truncated.</summary>
    public const string JsonCutShort = "VAL0103";

    /// <summary>The store does not know a given name.</summary>
    public const string NotInStore = "VAL0104";
}
