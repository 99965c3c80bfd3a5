namespace Sipas.Problems;

// The codes of number, text and date answers: allowed values, stored values and erasure.
public static partial class ProblemCodes
{
    // VAL: values.

    /// <summary>No version of the questionnaire has a question with this code.</summary>
    public const string ValueQuestionUnknown = "VAL0001";

    /// <summary>The question is in another version of the questionnaire, not in this one.</summary>
    public const string ValueOfOtherVersion = "VAL0002";

    /// <summary>The question is answered with coded items, which belong to the answers.</summary>
    public const string ValueOfCodedItem = "VAL0003";

    /// <summary>The JSON type of the value differs from the type of the question.</summary>
    public const string ValueType = "VAL0004";

    /// <summary>The number is outside the limits of the question.</summary>
    public const string ValueOutOfRange = "VAL0005";

    /// <summary>A stored value does not match its commitment, or its salt is missing.</summary>
    public const string ValueChanged = "VAL0006";

    /// <summary>It is not specified which values to erase: those of a ballot, or of a pack with a question and a day.</summary>
    public const string ErasureUnclear = "VAL0007";

    // VAL01: JSON files, and names that do not exist in a store.

    /// <summary>A JSON file is not UTF-8.</summary>
    public const string JsonEncoding = "VAL0100";

    /// <summary>A JSON file has no content.</summary>
    public const string JsonEmpty = "VAL0101";

    /// <summary>An object of a JSON file has a duplicate key.</summary>
    public const string JsonKeyTwice = "VAL0102";

    /// <summary>A JSON file is truncated.</summary>
    public const string JsonCutShort = "VAL0103";

    /// <summary>A given name does not exist in the store.</summary>
    public const string NotInStore = "VAL0104";
}
