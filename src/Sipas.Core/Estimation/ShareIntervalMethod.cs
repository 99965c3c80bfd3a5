using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The method for the confidence interval of a share.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<ShareIntervalMethod>))]
public enum ShareIntervalMethod
{
    /// <summary>
    /// Clopper–Pearson (beta) limits with an effective sample size capped at n: the default for publication (NCHS
    /// 2017).
    /// </summary>
    KornGraubardCapped,

    /// <summary>Clopper–Pearson (beta) limits with the effective sample size (Korn and Graubard 1998).</summary>
    Beta,

    /// <summary>t interval on the logit scale, back-transformed.</summary>
    Logit,

    /// <summary>Wilson's score interval with the effective sample size.</summary>
    Wilson,

    /// <summary>Agresti–Coull interval with the effective sample size, truncated to [0, 1].</summary>
    AgrestiCoull,

    /// <summary>t interval on the arcsine square-root scale, back-transformed.</summary>
    Arcsine,

    /// <summary>
    /// Share ± t × standard error: only for comparison with older figures. Its coverage is too low near 0 and 1, and it
    /// is the only method whose limits can be outside [0, 1].
    /// </summary>
    Wald,
}
