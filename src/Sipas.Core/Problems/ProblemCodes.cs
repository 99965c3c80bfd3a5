namespace Sipas.Problems;

/// <summary>The stable problem codes. A code is never reused for another meaning.</summary>
/// <remarks>The sentences stand in <see cref="ProblemCatalog"/> and in <c>docs/problems.md</c>.</remarks>
public static class ProblemCodes
{
    // BAL00: the request as a whole.

    /// <summary>The body is no JSON.</summary>
    public const string BodyMalformed = "BAL0001";

    /// <summary>The body is nested too deeply.</summary>
    public const string BodyTooDeep = "BAL0002";

    /// <summary>An object holds the same key twice.</summary>
    public const string KeyTwice = "BAL0003";

    /// <summary>A field is not part of a ballot.</summary>
    public const string FieldUnknown = "BAL0004";

    /// <summary>A field that every ballot needs is missing.</summary>
    public const string FieldMissing = "BAL0005";

    /// <summary>A field has another JSON type than it should.</summary>
    public const string FieldType = "BAL0006";

    /// <summary>The body is larger than the host accepts.</summary>
    public const string BodyTooLarge = "BAL0007";

    /// <summary>The content type is not JSON.</summary>
    public const string ContentType = "BAL0008";

    /// <summary>The body is empty.</summary>
    public const string BodyEmpty = "BAL0009";

    // BAL01: the ballot's own fields.

    /// <summary>The ballot id is no UUID.</summary>
    public const string IdMalformed = "BAL0101";

    /// <summary>No such pack is registered.</summary>
    public const string BallotPackUnknown = "BAL0102";

    /// <summary>The pack has no such questionnaire version.</summary>
    public const string QuestionnaireUnknown = "BAL0103";

    /// <summary>No such unit is registered.</summary>
    public const string UnitUnknown = "BAL0104";

    /// <summary>The unit did not exist on the day of the ballot.</summary>
    public const string UnitNotValid = "BAL0105";

    /// <summary>The collection mode is unknown.</summary>
    public const string ModeUnknown = "BAL0106";

    /// <summary>The selection basis is unknown.</summary>
    public const string BasisUnknown = "BAL0107";

    /// <summary>A time is no ISO 8601 time with an offset.</summary>
    public const string TimeMalformed = "BAL0108";

    /// <summary>The ballot was completed before it was started.</summary>
    public const string TimesReversed = "BAL0109";

    /// <summary>A code text is too long or holds characters that no code has.</summary>
    public const string CodeMalformed = "BAL0110";

    // BAL02: the answers.

    /// <summary>No version of the pack has such an item.</summary>
    public const string ItemUnknown = "BAL0201";

    /// <summary>Another version of the questionnaire has the item, this one does not.</summary>
    public const string ItemOfOtherVersion = "BAL0202";

    /// <summary>The level is 0; the lowest is 1.</summary>
    public const string LevelZero = "BAL0203";

    /// <summary>The level is above the scale's highest.</summary>
    public const string LevelAbove = "BAL0204";

    /// <summary>The level is negative.</summary>
    public const string LevelNegative = "BAL0205";

    /// <summary>The level is no whole number.</summary>
    public const string LevelFraction = "BAL0206";

    /// <summary>The level was sent as text.</summary>
    public const string LevelText = "BAL0207";

    /// <summary>The answer is null.</summary>
    public const string AnswerNull = "BAL0208";

    /// <summary>A required item has no answer, not even <c>noAnswer</c>.</summary>
    public const string ItemMissing = "BAL0209";

    /// <summary>The item's scale does not offer this special answer.</summary>
    public const string SpecialNotOffered = "BAL0210";

    /// <summary>The answer is neither a number nor one of the words for special answers.</summary>
    public const string AnswerType = "BAL0211";

    /// <summary>A text is no special answer.</summary>
    public const string SpecialUnknown = "BAL0212";

    // BAL03: keeping the ballot.

    /// <summary>A ballot with the same id and other content is already kept.</summary>
    public const string IdConflict = "BAL0301";

    /// <summary>The store is busy.</summary>
    public const string StoreBusy = "BAL0302";

    /// <summary>The store has no room.</summary>
    public const string StoreFull = "BAL0303";

    /// <summary>The store failed; whether the ballot was kept shows when it is sent again.</summary>
    public const string StoreFailed = "BAL0304";

    /// <summary>The store cannot be reached.</summary>
    public const string StoreUnreachable = "BAL0305";

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

    // CMP: comparison of years; RNK: ranking; PAR: points of another measurement.

    /// <summary>A unit exists in one of the years only, and no bridge leads to the other.</summary>
    public const string NoBridge = "CMP0001";

    /// <summary>There is no published figure in one of the years.</summary>
    public const string FigureMissing = "CMP0002";

    /// <summary>The method or the respondents changed between the years.</summary>
    public const string SeriesBroken = "CMP0003";

    /// <summary>A unit has two figures for one year.</summary>
    public const string FigureTwice = "CMP0004";

    /// <summary>A unit stands twice in one ranking.</summary>
    public const string RankedTwice = "RNK0001";

    /// <summary>A percentage is outside 0 to 100.</summary>
    public const string PercentRange = "PAR0001";

    /// <summary>Points are below 0 or above the maximum.</summary>
    public const string PointsRange = "PAR0002";

    /// <summary>The pack has no such points table.</summary>
    public const string PointsTableUnknown = "PAR0003";

    // CFG: what a host has to mend at start.

    /// <summary>No storage was chosen.</summary>
    public const string StorageMissing = "CFG0001";

    /// <summary>Two storages were chosen.</summary>
    public const string StorageTwice = "CFG0002";

    /// <summary>No method pack was added.</summary>
    public const string PacksMissing = "CFG0003";

    /// <summary>An option is outside its range.</summary>
    public const string OptionOutOfRange = "CFG0004";

    /// <summary>The services were not added.</summary>
    public const string ServicesMissing = "CFG0005";

    /// <summary>The report routes were mapped without saying who may read them.</summary>
    public const string ReportsUnguarded = "CFG0006";

    // STO: storage.

    /// <summary>The path cannot be written.</summary>
    public const string PathUnwritable = "STO0001";

    /// <summary>The native SQLite library cannot be loaded.</summary>
    public const string NativeSqliteMissing = "STO0002";

    /// <summary>The schema is newer than this library.</summary>
    public const string SchemaTooNew = "STO0003";

    /// <summary>The file is no database, or is damaged.</summary>
    public const string DatabaseDamaged = "STO0004";

    /// <summary>A stored ballot names a questionnaire of which the pack is not registered.</summary>
    public const string StoredPackMissing = "STO0005";

    /// <summary>A stored questionnaire differs from the registered one of the same version.</summary>
    public const string StoredPackDiffers = "STO0006";

    /// <summary>The receipt key cannot be read.</summary>
    public const string ReceiptKeyUnreadable = "STO0007";

    /// <summary>The schema is missing or older, and preparing it is switched off.</summary>
    public const string SchemaOutdated = "STO0008";

    /// <summary>The database server cannot be reached.</summary>
    public const string ServerUnreachable = "STO0009";

    /// <summary>The database server refused the sign-in or has no such database.</summary>
    public const string ServerRefused = "STO0010";

    /// <summary>The database role lacks a privilege.</summary>
    public const string PrivilegeMissing = "STO0011";

    /// <summary>Something is where a copy should go.</summary>
    public const string TargetExists = "STO0012";

    /// <summary>The connection string is not given.</summary>
    public const string ConnectionMissing = "STO0013";

    // PRF: proof.

    /// <summary>The log's numbers have a gap or are out of order.</summary>
    public const string SequenceGap = "PRF0001";

    /// <summary>A ballot is not what its content hash says.</summary>
    public const string ContentChanged = "PRF0002";

    /// <summary>A unit's positions have a gap or are out of order.</summary>
    public const string PositionGap = "PRF0003";

    /// <summary>A link of a unit's chain does not follow from the one before.</summary>
    public const string ChainBroken = "PRF0004";

    /// <summary>A receipt's signature does not fit.</summary>
    public const string SignatureWrong = "PRF0005";

    /// <summary>The key that signed a receipt is not one of those that are trusted.</summary>
    public const string ReceiptKeyUnknown = "PRF0006";

    /// <summary>The log is not what the anchor says it was.</summary>
    public const string AnchorDiffers = "PRF0007";

    /// <summary>The log is shorter than the anchor says it was.</summary>
    public const string RecordsMissing = "PRF0008";

    /// <summary>The ballots of a closed survey do not give its root.</summary>
    public const string RootDiffers = "PRF0009";

    /// <summary>The text is no anchor.</summary>
    public const string AnchorUnreadable = "PRF0010";

    /// <summary>The anchor's signature does not fit, or its key is not trusted.</summary>
    public const string AnchorUnsigned = "PRF0011";

    /// <summary>A survey of this name is closed already.</summary>
    public const string SurveyClosed = "PRF0012";

    /// <summary>A ballot that came after its survey was closed is not marked late.</summary>
    public const string LateCounted = "PRF0013";

    /// <summary>No ballot has the receipt code.</summary>
    public const string ReceiptNotFound = "PRF0014";

    // IMP: files.

    /// <summary>The file cannot be read.</summary>
    public const string FileUnreadable = "IMP0001";

    /// <summary>The file is neither UTF-8 nor UTF-16 with a byte order mark.</summary>
    public const string FileEncoding = "IMP0002";

    /// <summary>The file has no rows.</summary>
    public const string FileEmpty = "IMP0003";

    /// <summary>Two columns bear one name.</summary>
    public const string ColumnTwice = "IMP0004";

    /// <summary>A column that was named is not in the file.</summary>
    public const string ColumnMissing = "IMP0005";

    /// <summary>No column holds answers of the questionnaire.</summary>
    public const string ColumnsNoItems = "IMP0006";

    /// <summary>A row has more or fewer cells than the header.</summary>
    public const string RowShape = "IMP0007";

    /// <summary>A cell holds no answer of the item.</summary>
    public const string CellMalformed = "IMP0008";

    /// <summary>Two rows bear one ballot number.</summary>
    public const string BallotNumberTwice = "IMP0009";

    /// <summary>The map cannot be read.</summary>
    public const string MapUnreadable = "IMP0010";

    /// <summary>A quotation mark is not closed.</summary>
    public const string QuoteOpen = "IMP0011";

    /// <summary>Ballot numbers without a day: the same ballot could not be known again.</summary>
    public const string DateMissing = "IMP0012";

    // QRY: questions put to the reports.

    /// <summary>A query parameter has a value that is not offered.</summary>
    public const string QueryValue = "QRY0001";

    // EST01: survey designs; EST02: weights; EST03: replication, tests, scales; EST04: the files of an estimate.

    /// <summary>The design has no stages or no rows.</summary>
    public const string DesignEmpty = "EST0101";

    /// <summary>Two columns of the design differ in length.</summary>
    public const string DesignColumnLength = "EST0102";

    /// <summary>A stage has both population counts and sampling fractions.</summary>
    public const string DesignPopulationTwice = "EST0103";

    /// <summary>A row has no stratum.</summary>
    public const string DesignStratumMissing = "EST0104";

    /// <summary>A row has no sampling unit.</summary>
    public const string DesignUnitMissing = "EST0105";

    /// <summary>A sampling unit stands in two strata.</summary>
    public const string DesignUnitInTwoStrata = "EST0106";

    /// <summary>A weight is missing.</summary>
    public const string DesignWeightMissing = "EST0107";

    /// <summary>A weight is negative or infinite.</summary>
    public const string DesignWeightMalformed = "EST0108";

    /// <summary>All weights are 0.</summary>
    public const string DesignWeightsZero = "EST0109";

    /// <summary>There are no weights and not every stage has a sampling fraction.</summary>
    public const string DesignNoWeights = "EST0110";

    /// <summary>A population count is missing or not above 0.</summary>
    public const string DesignPopulationMalformed = "EST0111";

    /// <summary>A sampling fraction is outside (0, 1].</summary>
    public const string DesignFractionRange = "EST0112";

    /// <summary>A stratum has two population counts or fractions.</summary>
    public const string DesignPopulationVaries = "EST0113";

    /// <summary>A stratum has more units in the sample than in the population.</summary>
    public const string DesignSampleAbovePopulation = "EST0114";

    /// <summary>A stratum has a single sampling unit, so its variance cannot be estimated.</summary>
    public const string DesignSingleUnit = "EST0115";

    /// <summary>A nonresponse class has no respondent.</summary>
    public const string ClassWithoutRespondent = "EST0201";

    /// <summary>A response status has no meaning in the map.</summary>
    public const string StatusUnmapped = "EST0202";

    /// <summary>A population cell has no row in the sample.</summary>
    public const string CellWithoutSample = "EST0203";

    /// <summary>A sample cell has no population.</summary>
    public const string CellWithoutPopulation = "EST0204";

    /// <summary>A cell's population is negative or no number.</summary>
    public const string CellPopulationMalformed = "EST0205";

    /// <summary>The totals of two raking margins differ.</summary>
    public const string MarginsDisagree = "EST0206";

    /// <summary>An iteration did not end.</summary>
    public const string AdjustmentNotConverged = "EST0207";

    /// <summary>Calibration bounds are missing, not offered, or do not enclose 1.</summary>
    public const string CalibrationBounds = "EST0208";

    /// <summary>No weights meet the calibration totals.</summary>
    public const string CalibrationInfeasible = "EST0209";

    /// <summary>A calibration column has a missing value.</summary>
    public const string CalibrationValueMissing = "EST0210";

    /// <summary>No row is left to take the weight that is cut off.</summary>
    public const string TrimmingImpossible = "EST0211";

    /// <summary>An adjustment was to start from negative weights.</summary>
    public const string AdjustmentNegativeWeights = "EST0212";

    /// <summary>A replication method does not fit the design.</summary>
    public const string ReplicationUnits = "EST0301";

    /// <summary>A table has fewer than two rows or columns with answers.</summary>
    public const string TableTooSmall = "EST0302";

    /// <summary>A reliability scale has fewer than two items.</summary>
    public const string ScaleTooShort = "EST0303";

    /// <summary>The design file cannot be read.</summary>
    public const string DesignFileUnreadable = "EST0401";

    /// <summary>A cell that must be a number is not one.</summary>
    public const string CellNotNumber = "EST0402";

    /// <summary>Nothing was asked to be estimated.</summary>
    public const string NothingToEstimate = "EST0403";
    // PLN: survey plans.

    /// <summary>The text is no survey plan.</summary>
    public const string PlanUnreadable = "PLN0001";

    /// <summary>A field of the plan is missing or outside its range.</summary>
    public const string PlanFieldMalformed = "PLN0002";

    /// <summary>A period of the plan ends before it begins.</summary>
    public const string PlanDatesReversed = "PLN0003";

    /// <summary>A warning: ballots are delivered or collected by those who are rated.</summary>
    public const string PlanServedDeliver = "PLN0004";

    // SMP: sample size, allocation, selection.

    /// <summary>A population is not positive.</summary>
    public const string PopulationOutOfRange = "SMP0001";

    /// <summary>A parameter of a rule is outside its range.</summary>
    public const string SizeParameterOutOfRange = "SMP0002";

    /// <summary>More units are to be drawn than there are.</summary>
    public const string SampleAbovePopulation = "SMP0003";

    /// <summary>The number to be drawn is zero or negative.</summary>
    public const string SampleNotPositive = "SMP0004";

    /// <summary>A measure of size is negative.</summary>
    public const string UnitSizeNegative = "SMP0005";

    /// <summary>All measures of size are zero.</summary>
    public const string UnitSizesAllZero = "SMP0006";

    /// <summary>Fewer units have a positive size than are to be drawn.</summary>
    public const string UnitSizesTooFew = "SMP0007";

    /// <summary>The minima of the strata add up to more than the sample.</summary>
    public const string MinimaAboveTotal = "SMP0008";

    /// <summary>The sample is larger than all strata or their caps together.</summary>
    public const string TotalAboveCaps = "SMP0009";

    /// <summary>Something is to be drawn from an empty stratum.</summary>
    public const string StratumEmpty = "SMP0010";

    /// <summary>Two strata bear one code.</summary>
    public const string StratumTwice = "SMP0011";

    /// <summary>An optimal allocation lacks the standard deviations it needs.</summary>
    public const string SpreadMissing = "SMP0012";

    /// <summary>Sampford's method rejected too many sets.</summary>
    public const string SelectionRejectedTooOften = "SMP0013";

    /// <summary>The rule needs a population that is not known.</summary>
    public const string PopulationUnknown = "SMP0014";

    /// <summary>A stratum's minimum is above its cap or its population.</summary>
    public const string MinimumAboveCap = "SMP0015";

    /// <summary>A warning: even contacting everyone will hardly give the sample.</summary>
    public const string ContactsCapped = "SMP0016";

    /// <summary>The method draws proportional to size, but no sizes were given.</summary>
    public const string MethodNeedsSizes = "SMP0017";

    // FRM: sampling frames.

    /// <summary>Two rows bear one dossier number.</summary>
    public const string FrameIdTwice = "FRM0001";

    /// <summary>Two rows are of one person.</summary>
    public const string FramePersonTwice = "FRM0002";

    /// <summary>A transaction lies outside the period.</summary>
    public const string FrameOutsidePeriod = "FRM0003";

    /// <summary>A row has no contact.</summary>
    public const string FrameContactMissing = "FRM0004";

    /// <summary>A row is not eligible.</summary>
    public const string FrameIneligible = "FRM0005";

    /// <summary>A row names a unit that is not registered.</summary>
    public const string FrameUnitUnknown = "FRM0006";

    /// <summary>A row has no id.</summary>
    public const string FrameIdMissing = "FRM0007";

    /// <summary>A cell cannot be read as what its column holds.</summary>
    public const string FrameCellMalformed = "FRM0008";

    /// <summary>A column that the plan names is not in the frame.</summary>
    public const string FrameColumnMissing = "FRM0009";

    /// <summary>The frame is not the one that was sealed.</summary>
    public const string FrameChanged = "FRM0010";

    /// <summary>The frame has no rows.</summary>
    public const string FrameEmpty = "FRM0011";

    /// <summary>A row does not say to which stratum it belongs.</summary>
    public const string FrameStratumMissing = "FRM0012";

    /// <summary>The text is no frame seal.</summary>
    public const string FrameSealUnreadable = "FRM0013";

    /// <summary>A cluster stands in two strata.</summary>
    public const string FrameClusterTwice = "FRM0014";

    /// <summary>Rows of one cluster name different sizes.</summary>
    public const string FrameSizeDiffers = "FRM0015";

    // DRW: draws and their certificates.

    /// <summary>The text is no draw certificate.</summary>
    public const string CertificateUnreadable = "DRW0001";

    /// <summary>The frame is not the one of the certificate.</summary>
    public const string DrawFrameDiffers = "DRW0002";

    /// <summary>A list is not what the redraw gives.</summary>
    public const string DrawListDiffers = "DRW0003";

    /// <summary>A quota names a stratum that the frame does not have.</summary>
    public const string QuotaStratumUnknown = "DRW0004";

    /// <summary>The certificate names a generator or a format this library does not have.</summary>
    public const string GeneratorUnknown = "DRW0005";

    /// <summary>A warning: a stratum cannot give the whole reserve.</summary>
    public const string ReserveShort = "DRW0006";

    /// <summary>The seed is missing or is no number.</summary>
    public const string SeedMalformed = "DRW0007";

    /// <summary>The stages of a draw do not fit together.</summary>
    public const string StagesMalformed = "DRW0008";

    /// <summary>A draw already lies in the folder.</summary>
    public const string DrawExists = "DRW0010";

    // FLD: fieldwork.

    /// <summary>A unit is not on the lists.</summary>
    public const string FieldUnitUnknown = "FLD0001";

    /// <summary>A disposition is not one of the known.</summary>
    public const string DispositionUnknown = "FLD0002";

    /// <summary>The reserve of a cell is used up.</summary>
    public const string ReserveExhausted = "FLD0003";

    /// <summary>A reserve unit was taken out of order.</summary>
    public const string SubstitutionOutOfOrder = "FLD0004";

    /// <summary>A substitute comes from another cell.</summary>
    public const string SubstitutionOtherCell = "FLD0005";

    /// <summary>The unit to be replaced has answered, is still open, or was replaced already.</summary>
    public const string SubstitutionNotNeeded = "FLD0006";

    /// <summary>A reason, an approver or another obligatory text is missing.</summary>
    public const string FieldTextMissing = "FLD0007";

    /// <summary>A weighting class has no respondent.</summary>
    public const string NonresponseClassEmpty = "FLD0008";

    /// <summary>A reserve unit was contacted before it was put into use.</summary>
    public const string FieldUnitReserve = "FLD0009";

    /// <summary>A sampled unit stands twice.</summary>
    public const string FieldUnitTwice = "FLD0011";

    /// <summary>A weight is missing, negative or no number.</summary>
    public const string WeightMalformed = "FLD0012";

    /// <summary>The unit has a final disposition already.</summary>
    public const string FieldAfterClosing = "FLD0013";

    /// <summary>A line of the field log cannot be read.</summary>
    public const string FieldEventMalformed = "FLD0014";

    /// <summary>A ballot was returned before it was issued, or checked before it was returned.</summary>
    public const string FieldOrder = "FLD0015";
}
