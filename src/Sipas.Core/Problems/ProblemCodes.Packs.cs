namespace Sipas.Problems;

// The codes of method packs, units and questions.
public static partial class ProblemCodes
{
    // PCK: method packs.

    /// <summary>The text is no method pack.</summary>
    public const string PackUnreadable = "PCK0001";

    /// <summary>No such pack is shipped or registered.</summary>
    public const string PackUnknown = "PCK0002";

    /// <summary>Two packs bear one id.</summary>
    public const string PackTwice = "PCK0003";

    /// <summary>A text is missing in one of the obligatory languages.</summary>
    public const string PackTextMissing = "PCK0004";

    /// <summary>A code is empty, too long or holds other characters than letters, digits, hyphen, dot and underscore.</summary>
    public const string PackCodeMalformed = "PCK0005";

    /// <summary>A code stands twice where it must be unique.</summary>
    public const string PackCodeTwice = "PCK0006";

    /// <summary>An item names a scale that the pack does not have.</summary>
    public const string PackScaleUnknown = "PCK0007";

    /// <summary>The index tree names an item that no questionnaire has.</summary>
    public const string PackItemUnknown = "PCK0008";

    /// <summary>A scale has too few or too many levels.</summary>
    public const string PackLevels = "PCK0009";

    /// <summary>Levels are not numbered 1, 2, 3 …</summary>
    public const string PackLevelOrder = "PCK0010";

    /// <summary>A list that must hold something is empty.</summary>
    public const string PackEmpty = "PCK0011";

    /// <summary>A node has both children and items, or neither.</summary>
    public const string PackNodeShape = "PCK0012";

    /// <summary>A node stands under a node of the same or a lower kind.</summary>
    public const string PackNodeKind = "PCK0013";

    /// <summary>A number of decimals is outside 0 to 4.</summary>
    public const string PackDecimals = "PCK0014";

    /// <summary>A pack's validity ends before it begins.</summary>
    public const string PackValidity = "PCK0015";

    /// <summary>A scale lists <c>noAnswer</c>, which every scale knows already.</summary>
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

    /// <summary>A band ends where it begins or before.</summary>
    public const string PackBandReversed = "PCK0023";

    /// <summary>The ranking names a band table of percentages that the pack does not have.</summary>
    public const string PackBandsUnknown = "PCK0024";

    /// <summary>An item names a topic that the pack does not have.</summary>
    public const string PackTopicUnknown = "PCK0025";

    /// <summary>A question groups an item that its questionnaire does not have.</summary>
    public const string PackQuestionItem = "PCK0026";

    /// <summary>An item stands in no question or in more than one.</summary>
    public const string PackItemPlacement = "PCK0027";

    /// <summary>A question of this kind has too many or too few items, or settings of another kind.</summary>
    public const string PackQuestionShape = "PCK0028";

    /// <summary>A condition names an item that the questionnaire does not have.</summary>
    public const string PackConditionItem = "PCK0029";

    /// <summary>A condition names a level that the item's scale does not have.</summary>
    public const string PackConditionLevel = "PCK0030";

    /// <summary>Skip rules wait for each other.</summary>
    public const string PackConditionCycle = "PCK0031";

    /// <summary>A question depends on one that is asked after it.</summary>
    public const string PackConditionLater = "PCK0032";

    /// <summary>A required item may be hidden by a skip rule.</summary>
    public const string PackHiddenRequired = "PCK0033";

    /// <summary>The greatest number of ticks is outside 1 to the number of options.</summary>
    public const string PackMaximumTicks = "PCK0034";

    /// <summary>An option of a multiple choice is not on a scale of two levels.</summary>
    public const string PackTickScale = "PCK0035";

    /// <summary>The counted levels are missing, repeated, not on the scale, or not used by the measure.</summary>
    public const string PackCountedLevels = "PCK0036";

    /// <summary>Points are missing, negative or fall from one level to the next.</summary>
    public const string PackScalePoints = "PCK0037";

    /// <summary>A points table does not fit its kind.</summary>
    public const string PackPointsTable = "PCK0038";

    /// <summary>A target names an unknown node or a percentage outside 0 to 100.</summary>
    public const string PackTarget = "PCK0039";

    /// <summary>The fewest ballots to be ranked are negative.</summary>
    public const string PackMinimumBallots = "PCK0040";

    /// <summary>An item of the index is on a scale of which no level counts as satisfied.</summary>
    public const string PackNothingSatisfied = "PCK0041";

    /// <summary>A level counts as satisfied while a higher one does not.</summary>
    public const string PackSatisfiedNotTop = "PCK0042";

    /// <summary>A pack is called official without naming its decision.</summary>
    public const string PackOfficialWithoutDecree = "PCK0043";

    /// <summary>The limits of a number or text question are reversed or not positive.</summary>
    public const string PackValueLimits = "PCK0044";

    /// <summary>A question is shown only when it is itself answered.</summary>
    public const string PackConditionSelf = "PCK0045";

    /// <summary>An item of the index is missing from one of the questionnaire versions.</summary>
    public const string PackUnasked = "PCK0046";

    // UNT: organisation units.

    /// <summary>No such unit.</summary>
    public const string UnitNotFound = "UNT0001";

    /// <summary>Two units bear one code.</summary>
    public const string UnitTwice = "UNT0002";

    /// <summary>A unit names a parent that is not there.</summary>
    public const string UnitParentUnknown = "UNT0003";

    /// <summary>A unit stands above itself.</summary>
    public const string UnitCycle = "UNT0004";

    /// <summary>A unit's validity ends before it begins.</summary>
    public const string UnitValidity = "UNT0005";

    /// <summary>A unit's code is malformed or its name is missing.</summary>
    public const string UnitMalformed = "UNT0006";

    /// <summary>A unit begins before the unit above it.</summary>
    public const string UnitBeforeParent = "UNT0007";

    /// <summary>A succession names a unit that is not there.</summary>
    public const string SuccessionUnknown = "UNT0008";

    /// <summary>The shares by which a unit passes to its successors do not sum to 1.</summary>
    public const string SuccessionSum = "UNT0009";

    /// <summary>A share is not above 0 and at most 1, or is not 1 where a unit was only renamed or moved.</summary>
    public const string SuccessionShare = "UNT0010";

    /// <summary>A unit passes to a successor without having ended, or the successor does not exist on the next day.</summary>
    public const string SuccessionDates = "UNT0011";

    /// <summary>A unit succeeds itself over others.</summary>
    public const string SuccessionCycle = "UNT0012";

    /// <summary>A succession stands twice.</summary>
    public const string SuccessionTwice = "UNT0013";

    // QST: answers against the skip rules and checks of their questionnaire.

    /// <summary>More options are ticked than the question allows.</summary>
    public const string TooManyTicks = "QST0001";

    /// <summary>A question is answered although its skip rule hides it.</summary>
    public const string HiddenAnswered = "QST0002";

    /// <summary>A check of the questionnaire fires.</summary>
    public const string AnswersConflict = "QST0003";

    /// <summary>The answer is no number, no day, or outside the limits.</summary>
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
