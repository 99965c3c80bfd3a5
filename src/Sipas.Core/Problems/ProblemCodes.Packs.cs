namespace Sipas.Problems;

// The codes of method packs, units and questions.
public static partial class ProblemCodes
{
    // PCK: method packs.

    /// <summary>The text is not a method pack.</summary>
    public const string PackUnreadable = "PCK0001";

    /// <summary>No pack with this id is shipped or registered.</summary>
    public const string PackUnknown = "PCK0002";

    /// <summary>Two packs have the same id.</summary>
    public const string PackTwice = "PCK0003";

    /// <summary>A text is missing in one of the required languages.</summary>
    public const string PackTextMissing = "PCK0004";

    /// <summary>A code is empty, too long or contains characters other than letters, digits, hyphen, dot and underscore.</summary>
    public const string PackCodeMalformed = "PCK0005";

    /// <summary>A code that must be unique occurs twice.</summary>
    public const string PackCodeTwice = "PCK0006";

    /// <summary>An item names a scale that the pack does not have.</summary>
    public const string PackScaleUnknown = "PCK0007";

    /// <summary>The index tree names an item that no questionnaire has.</summary>
    public const string PackItemUnknown = "PCK0008";

    /// <summary>A scale has too few or too many levels.</summary>
    public const string PackLevels = "PCK0009";

    /// <summary>Levels are not numbered 1, 2, 3 …</summary>
    public const string PackLevelOrder = "PCK0010";

    /// <summary>A list that must not be empty is empty.</summary>
    public const string PackEmpty = "PCK0011";

    /// <summary>A node has both children and items, or neither.</summary>
    public const string PackNodeShape = "PCK0012";

    /// <summary>A node is below a node of the same or a lower kind.</summary>
    public const string PackNodeKind = "PCK0013";

    /// <summary>A number of decimals is outside 0 to 4.</summary>
    public const string PackDecimals = "PCK0014";

    /// <summary>A pack's validity ends before it begins.</summary>
    public const string PackValidity = "PCK0015";

    /// <summary>A scale lists <c>noAnswer</c>, which every scale already includes.</summary>
    public const string PackNoAnswerListed = "PCK0016";

    /// <summary>The weights of a node do not sum to 1.</summary>
    public const string PackWeightsSum = "PCK0017";

    /// <summary>The weights of a node do not name its direct parts, each once, with a weight above 0.</summary>
    public const string PackWeightPart = "PCK0018";

    /// <summary>A node has weights, but its rule does not use them.</summary>
    public const string PackWeightsUnused = "PCK0019";

    /// <summary>The rule is the general question, but no item of a questionnaire is named for it.</summary>
    public const string PackGeneralItem = "PCK0020";

    /// <summary>Two bands overlap.</summary>
    public const string PackBandOverlap = "PCK0021";

    /// <summary>There is a gap between bands, below the first or above the last.</summary>
    public const string PackBandGap = "PCK0022";

    /// <summary>The end of a band is not above its start.</summary>
    public const string PackBandReversed = "PCK0023";

    /// <summary>The ranking names a band table of percentages that the pack does not have.</summary>
    public const string PackBandsUnknown = "PCK0024";

    /// <summary>An item names a topic that the pack does not have.</summary>
    public const string PackTopicUnknown = "PCK0025";

    /// <summary>A question groups an item that its questionnaire does not have.</summary>
    public const string PackQuestionItem = "PCK0026";

    /// <summary>An item occurs in no question or in more than one.</summary>
    public const string PackItemPlacement = "PCK0027";

    /// <summary>A question of this kind has too many or too few items, or settings of another kind.</summary>
    public const string PackQuestionShape = "PCK0028";

    /// <summary>A condition refers to an item that the questionnaire does not have.</summary>
    public const string PackConditionItem = "PCK0029";

    /// <summary>A condition refers to a level that the item's scale does not have.</summary>
    public const string PackConditionLevel = "PCK0030";

    /// <summary>Skip rules form a cycle.</summary>
    public const string PackConditionCycle = "PCK0031";

    /// <summary>A question depends on one that is asked after it.</summary>
    public const string PackConditionLater = "PCK0032";

    /// <summary>A required item may be hidden by a skip rule.</summary>
    public const string PackHiddenRequired = "PCK0033";

    /// <summary>The maximum number of ticks is outside 1 to the number of options.</summary>
    public const string PackMaximumTicks = "PCK0034";

    /// <summary>The scale of an option of a multiple-choice question does not have two levels.</summary>
    public const string PackTickScale = "PCK0035";

    /// <summary>The counted levels are missing, repeated, not on the scale, or not used by the measure.</summary>
    public const string PackCountedLevels = "PCK0036";

    /// <summary>Points are missing, negative or fall from one level to the next.</summary>
    public const string PackScalePoints = "PCK0037";

    /// <summary>A points table is not valid for its kind.</summary>
    public const string PackPointsTable = "PCK0038";

    /// <summary>A target names an unknown node or a percentage outside 0 to 100.</summary>
    public const string PackTarget = "PCK0039";

    /// <summary>The minimum number of ballots for a ranking is negative.</summary>
    public const string PackMinimumBallots = "PCK0040";

    /// <summary>An item of the index uses a scale without a level that counts as satisfied.</summary>
    public const string PackNothingSatisfied = "PCK0041";

    /// <summary>A level counts as satisfied while a higher one does not.</summary>
    public const string PackSatisfiedNotTop = "PCK0042";

    /// <summary>A pack has the status official but names no decision.</summary>
    public const string PackOfficialWithoutDecree = "PCK0043";

    /// <summary>The limits of a number or text question are reversed or not positive.</summary>
    public const string PackValueLimits = "PCK0044";

    /// <summary>A question is shown only if the question itself has been answered.</summary>
    public const string PackConditionSelf = "PCK0045";

    /// <summary>An item of the index is missing from one of the questionnaire versions.</summary>
    public const string PackUnasked = "PCK0046";

    // UNT: organisation units.

    /// <summary>There is no unit with this code.</summary>
    public const string UnitNotFound = "UNT0001";

    /// <summary>Two units have the same code.</summary>
    public const string UnitTwice = "UNT0002";

    /// <summary>The parent unit of a unit does not exist.</summary>
    public const string UnitParentUnknown = "UNT0003";

    /// <summary>A unit is its own ancestor.</summary>
    public const string UnitCycle = "UNT0004";

    /// <summary>A unit's validity ends before it begins.</summary>
    public const string UnitValidity = "UNT0005";

    /// <summary>A unit's code is malformed or its name is missing.</summary>
    public const string UnitMalformed = "UNT0006";

    /// <summary>A unit begins before its parent unit.</summary>
    public const string UnitBeforeParent = "UNT0007";

    /// <summary>A unit of a succession does not exist.</summary>
    public const string SuccessionUnknown = "UNT0008";

    /// <summary>The shares by which a unit passes to its successors do not sum to 1.</summary>
    public const string SuccessionSum = "UNT0009";

    /// <summary>A share is not above 0 and at most 1, or is not 1 where a unit was only renamed or moved.</summary>
    public const string SuccessionShare = "UNT0010";

    /// <summary>A unit passes to a successor without having ended, or the successor does not exist on the next day.</summary>
    public const string SuccessionDates = "UNT0011";

    /// <summary>A unit succeeds itself through other units.</summary>
    public const string SuccessionCycle = "UNT0012";

    /// <summary>A succession occurs twice.</summary>
    public const string SuccessionTwice = "UNT0013";

    // QST: answers that conflict with the skip rules or checks of their questionnaire.

    /// <summary>More options are ticked than the question allows.</summary>
    public const string TooManyTicks = "QST0001";

    /// <summary>A question is answered although its skip rule hides it.</summary>
    public const string HiddenAnswered = "QST0002";

    /// <summary>A check of the questionnaire fails.</summary>
    public const string AnswersConflict = "QST0003";

    /// <summary>The answer is not a number, not a day, or outside the limits.</summary>
    public const string ValueMalformed = "QST0004";

    /// <summary>The text is longer than the question allows.</summary>
    public const string TextTooLong = "QST0005";

    /// <summary>A required number, text or date is missing.</summary>
    public const string ValueMissing = "QST0006";

    /// <summary>The code of a unit was assigned to another unit: the period of one of them would be lost.</summary>
    public const string UnitCodeReused = "UNT0100";

    /// <summary>Ballots count for days on which their unit would no longer exist.</summary>
    public const string UnitOfBallots = "UNT0101";

    /// <summary>A unit does not exist on the day for which it is used.</summary>
    public const string UnitAbsent = "UNT0102";
}
