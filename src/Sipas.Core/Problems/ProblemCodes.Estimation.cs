namespace Sipas.Problems;

// The codes of estimation.
public static partial class ProblemCodes
{
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
}
