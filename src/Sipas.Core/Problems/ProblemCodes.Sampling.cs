namespace Sipas.Problems;

// The codes of plans, samples, frames, draws and fieldwork.
public static partial class ProblemCodes
{
    // PLN: survey plans.

    /// <summary>The text is not a survey plan.</summary>
    public const string PlanUnreadable = "PLN0001";

    /// <summary>A field of the plan is missing or outside its range.</summary>
    public const string PlanFieldMalformed = "PLN0002";

    /// <summary>A period of the plan ends before it begins.</summary>
    public const string PlanDatesReversed = "PLN0003";

    /// <summary>A warning: those who are rated deliver or collect ballots.</summary>
    public const string PlanServedDeliver = "PLN0004";

    // SMP: sample size, allocation, selection.

    /// <summary>A population is not positive.</summary>
    public const string PopulationOutOfRange = "SMP0001";

    /// <summary>A parameter of a rule is outside its range.</summary>
    public const string SizeParameterOutOfRange = "SMP0002";

    /// <summary>More units are to be drawn than exist.</summary>
    public const string SampleAbovePopulation = "SMP0003";

    /// <summary>The number to be drawn is zero or negative.</summary>
    public const string SampleNotPositive = "SMP0004";

    /// <summary>A measure of size is negative.</summary>
    public const string UnitSizeNegative = "SMP0005";

    /// <summary>All measures of size are zero.</summary>
    public const string UnitSizesAllZero = "SMP0006";

    /// <summary>Fewer units have a positive size than are to be drawn.</summary>
    public const string UnitSizesTooFew = "SMP0007";

    /// <summary>The minimums of the strata add up to more than the sample.</summary>
    public const string MinimaAboveTotal = "SMP0008";

    /// <summary>The sample is larger than all strata or their maximums together.</summary>
    public const string TotalAboveCaps = "SMP0009";

    /// <summary>Units are to be drawn from an empty stratum.</summary>
    public const string StratumEmpty = "SMP0010";

    /// <summary>Two strata have the same code.</summary>
    public const string StratumTwice = "SMP0011";

    /// <summary>An optimal allocation lacks the required standard deviations.</summary>
    public const string SpreadMissing = "SMP0012";

    /// <summary>Sampford's method rejected too many sets.</summary>
    public const string SelectionRejectedTooOften = "SMP0013";

    /// <summary>The rule needs a population that is not known.</summary>
    public const string PopulationUnknown = "SMP0014";

    /// <summary>The minimum of a stratum is above its maximum or its population.</summary>
    public const string MinimumAboveCap = "SMP0015";

    /// <summary>A warning: the sample is unlikely to be reached even if everyone is contacted.</summary>
    public const string ContactsCapped = "SMP0016";

    /// <summary>The method draws proportional to size, but no sizes were given.</summary>
    public const string MethodNeedsSizes = "SMP0017";

    /// <summary>The budget is too small for the minimum allocation.</summary>
    public const string BudgetTooSmall = "SMP0018";

    /// <summary>The step of a systematic draw is not a whole number from 1 to N.</summary>
    public const string StepOutOfRange = "SMP0100";

    /// <summary>The start of a systematic draw is outside its interval.</summary>
    public const string StartOutOfRange = "SMP0101";

    /// <summary>A start or a step was given to a method that does not use it.</summary>
    public const string MethodWithoutStart = "SMP0102";

    /// <summary>A start was given for a group that is not drawn.</summary>
    public const string StartGroupUnknown = "SMP0103";

    /// <summary>A seed was given although starts drawn by lot leave nothing else to draw at random.</summary>
    public const string StartAndSeed = "SMP0104";

    /// <summary>Something must be drawn at random, but there is neither a seed nor a start for it.</summary>
    public const string SeedMissing = "SMP0105";

    /// <summary>Decimal sizes have too many decimals or are too large to be added exactly.</summary>
    public const string UnitSizesTooFine = "SMP0106";

    /// <summary>A start cannot be read.</summary>
    public const string StartMalformed = "SMP0107";

    // FRM: sampling frames.

    /// <summary>Two rows have the same dossier number.</summary>
    public const string FrameIdTwice = "FRM0001";

    /// <summary>Two rows belong to the same person.</summary>
    public const string FramePersonTwice = "FRM0002";

    /// <summary>A transaction is outside the period.</summary>
    public const string FrameOutsidePeriod = "FRM0003";

    /// <summary>A row has no contact.</summary>
    public const string FrameContactMissing = "FRM0004";

    /// <summary>A row is not eligible.</summary>
    public const string FrameIneligible = "FRM0005";

    /// <summary>A row names a unit that is not registered.</summary>
    public const string FrameUnitUnknown = "FRM0006";

    /// <summary>
    /// A row has a unit that does not exist on the day of its transaction, or on any day of the plan's period if the frame has no days.
    /// </summary>
    public const string FrameUnitAbsent = "FRM0110";

    /// <summary>A row has no id.</summary>
    public const string FrameIdMissing = "FRM0007";

    /// <summary>A cell cannot be read as a value of its column.</summary>
    public const string FrameCellMalformed = "FRM0008";

    /// <summary>A column that the plan names is not in the frame.</summary>
    public const string FrameColumnMissing = "FRM0009";

    /// <summary>The frame has changed since it was sealed.</summary>
    public const string FrameChanged = "FRM0010";

    /// <summary>The frame has no rows.</summary>
    public const string FrameEmpty = "FRM0011";

    /// <summary>A row does not name its stratum.</summary>
    public const string FrameStratumMissing = "FRM0012";

    /// <summary>The text is not a frame seal.</summary>
    public const string FrameSealUnreadable = "FRM0013";

    /// <summary>A cluster is in two strata.</summary>
    public const string FrameClusterTwice = "FRM0014";

    /// <summary>Rows of one cluster name different sizes.</summary>
    public const string FrameSizeDiffers = "FRM0015";

    // DRW: draws and their certificates.

    /// <summary>The text is not a draw certificate.</summary>
    public const string CertificateUnreadable = "DRW0001";

    /// <summary>The frame differs from the frame of the certificate.</summary>
    public const string DrawFrameDiffers = "DRW0002";

    /// <summary>A list differs from the redraw.</summary>
    public const string DrawListDiffers = "DRW0003";

    /// <summary>A quota names a stratum that the frame does not have.</summary>
    public const string QuotaStratumUnknown = "DRW0004";

    /// <summary>The certificate uses a generator or a format that this library does not support.</summary>
    public const string GeneratorUnknown = "DRW0005";

    /// <summary>A warning: a stratum is too small for the whole reserve.</summary>
    public const string ReserveShort = "DRW0006";

    /// <summary>The seed is missing or is not a number.</summary>
    public const string SeedMalformed = "DRW0007";

    /// <summary>The stages of a draw are not consistent.</summary>
    public const string StagesMalformed = "DRW0008";

    /// <summary>The folder already contains a draw.</summary>
    public const string DrawExists = "DRW0010";

    // FLD: fieldwork.

    /// <summary>A unit is not on the lists.</summary>
    public const string FieldUnitUnknown = "FLD0001";

    /// <summary>The disposition is not known.</summary>
    public const string DispositionUnknown = "FLD0002";

    /// <summary>The reserve of a cell is used up.</summary>
    public const string ReserveExhausted = "FLD0003";

    /// <summary>A reserve unit was taken out of order.</summary>
    public const string SubstitutionOutOfOrder = "FLD0004";

    /// <summary>A substitute comes from another cell.</summary>
    public const string SubstitutionOtherCell = "FLD0005";

    /// <summary>The unit to be replaced has answered, is still open, or was replaced already.</summary>
    public const string SubstitutionNotNeeded = "FLD0006";

    /// <summary>A reason, an approver or another required text is missing.</summary>
    public const string FieldTextMissing = "FLD0007";

    /// <summary>A weighting class has no respondent.</summary>
    public const string NonresponseClassEmpty = "FLD0008";

    /// <summary>A reserve unit was contacted before it was activated.</summary>
    public const string FieldUnitReserve = "FLD0009";

    /// <summary>A sampled unit occurs twice.</summary>
    public const string FieldUnitTwice = "FLD0011";

    /// <summary>A weight is missing, negative or not a number.</summary>
    public const string WeightMalformed = "FLD0012";

    /// <summary>The unit already has a final disposition.</summary>
    public const string FieldAfterClosing = "FLD0013";

    /// <summary>A line of the field log cannot be read.</summary>
    public const string FieldEventMalformed = "FLD0014";

    /// <summary>A ballot was returned before it was issued, or checked before it was returned.</summary>
    public const string FieldOrder = "FLD0015";

    /// <summary>The account that requested a substitution also approves it.</summary>
    public const string SubstitutionOfOwnAccount = "FLD0018";

    /// <summary>The substitution to be approved was not requested.</summary>
    public const string SubstitutionNotRequested = "FLD0019";

    /// <summary>A stratum or cluster of a frame has several spellings, which are counted as one.</summary>
    public const string FrameLabelSpelledTwice = "FRM0100";
}
