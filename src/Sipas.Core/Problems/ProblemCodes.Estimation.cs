namespace Sipas.Problems;

// The codes of estimation.
public static partial class ProblemCodes
{
    // EST01: survey designs; EST02: weights; EST03 and EST063: replication, tests, scales, periods;
    // EST04: the files of an estimate; EST05: designs of sampled ballots.

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

    /// <summary>A sampling unit is in two strata.</summary>
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

    /// <summary>The population of a cell is negative or not a number.</summary>
    public const string CellPopulationMalformed = "EST0205";

    /// <summary>The totals of two raking margins differ.</summary>
    public const string MarginsDisagree = "EST0206";

    /// <summary>An iteration did not converge.</summary>
    public const string AdjustmentNotConverged = "EST0207";

    /// <summary>Calibration bounds are missing, not supported, or do not enclose 1.</summary>
    public const string CalibrationBounds = "EST0208";

    /// <summary>No weights meet the calibration totals.</summary>
    public const string CalibrationInfeasible = "EST0209";

    /// <summary>A calibration column has a missing value.</summary>
    public const string CalibrationValueMissing = "EST0210";

    /// <summary>No row is left to receive the weight that is cut off.</summary>
    public const string TrimmingImpossible = "EST0211";

    /// <summary>An adjustment cannot start from negative weights.</summary>
    public const string AdjustmentNegativeWeights = "EST0212";

    /// <summary>A replication method does not fit the design.</summary>
    public const string ReplicationUnits = "EST0301";

    /// <summary>A table has fewer than two rows or columns with answers.</summary>
    public const string TableTooSmall = "EST0302";

    /// <summary>A reliability scale has fewer than two items.</summary>
    public const string ScaleTooShort = "EST0303";

    /// <summary>A warning: two compared domains share strata but no unit, such as two years that were drawn separately.</summary>
    public const string DomainsShareStrataOnly = "EST0630";

    /// <summary>Replication was requested for periods that share units.</summary>
    public const string ReplicationOfLinkedPeriods = "EST0631";

    /// <summary>A weight adjustment fails in the replicate that omits one unit.</summary>
    public const string ReplicateImpossible = "EST0632";

    /// <summary>
    /// A warning: the units of the first stage were all selected, one in each stratum, so there are no degrees of freedom;
    /// they should be defined as strata.
    /// </summary>
    public const string FirstStageIsStrata = "EST0633";

    /// <summary>A row has no period.</summary>
    public const string DesignPeriodMissing = "EST0634";

    /// <summary>A weight adjustment fails in one half-sample.</summary>
    public const string HalfSampleImpossible = "EST0635";

    /// <summary>The design file cannot be read.</summary>
    public const string DesignFileUnreadable = "EST0401";

    /// <summary>A cell that must be a number is not one.</summary>
    public const string CellNotNumber = "EST0402";

    /// <summary>No estimate is requested.</summary>
    public const string NothingToEstimate = "EST0403";

    /// <summary>A member of a survey design is out of range.</summary>
    public const string SampledDesignValue = "EST0501";

    /// <summary>A unit, stratum or month occurs twice in a survey design.</summary>
    public const string SampledDesignTwice = "EST0502";

    /// <summary>More names were issued in a unit than it has people.</summary>
    public const string SampledDesignIssuedAbovePopulation = "EST0503";

    /// <summary>A design effect without the number of clusters, or the reverse.</summary>
    public const string SampledDesignCluster = "EST0504";

    /// <summary>A unit names no stratum of the design, or names one although units were not drawn.</summary>
    public const string SampledDesignStratum = "EST0505";

    /// <summary>Two designs cover the same ballots.</summary>
    public const string SampledDesignOverlap = "EST0506";

    /// <summary>There are no sampled ballots, so there is no margin of error.</summary>
    public const string SampledNoBallots = "EST0510";

    /// <summary>No design is stored for the sampled ballots.</summary>
    public const string SampledDesignMissing = "EST0511";

    /// <summary>The ballots belong to several surveys.</summary>
    public const string SampledDesignSeveral = "EST0512";

    /// <summary>Ballots are outside the months of the design.</summary>
    public const string SampledDesignPeriod = "EST0513";

    /// <summary>A unit has ballots but is not in the design.</summary>
    public const string SampledDesignUnitMissing = "EST0514";

    /// <summary>A unit has more ballots than people in the frame.</summary>
    public const string SampledDesignTooManyBallots = "EST0515";

    /// <summary>The ballots are self-selected: they have no margin of error.</summary>
    public const string SelfSelectedNoMargin = "EST0516";

    /// <summary>Figures were given without standard errors.</summary>
    public const string FiguresWithoutErrors = "EST0517";

    /// <summary>The ballots are filtered, but margins apply to all sampled ballots of a survey.</summary>
    public const string FilteredNoMargin = "EST0518";

    /// <summary>Domains consist of one first-stage unit each: no error can be computed.</summary>
    public const string DomainsAreSamplingUnits = "EST0600";

    /// <summary>A share has no spread: intervals and comparisons use its number of rows.</summary>
    public const string SharesWithoutSpread = "EST0601";

    /// <summary>A mean or a total has no spread: it is not compared.</summary>
    public const string ValuesWithoutSpread = "EST0602";

    /// <summary>A table has no degrees of freedom: no test.</summary>
    public const string TableWithoutDegreesOfFreedom = "EST0603";

    /// <summary>The cells of a table do not vary between units: no test.</summary>
    public const string TableWithoutSpread = "EST0604";

    /// <summary>A table of a census: no test is needed.</summary>
    public const string TableOfCensus = "EST0605";

    /// <summary>Numbers are too large to be added.</summary>
    public const string EstimateTooLarge = "EST0606";

    /// <summary>Negative weights give a row or a column of a table a total weight that is not positive.</summary>
    public const string TableNegativeWeights = "EST0607";

    /// <summary>A name refers to several estimates.</summary>
    public const string EstimateNameAmbiguous = "EST0608";
}
