using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The variance estimation method of a result.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<VarianceKind>))]
internal enum VarianceKind
{
    /// <summary>
    /// Between primary sampling units only; the contribution of later stages is included in it, or is ignored when only
    /// the first stage has a finite population.
    /// </summary>
    UltimateCluster,

    /// <summary>Stage by stage, with finite populations at two or more stages.</summary>
    MultiStage,

    /// <summary>Between replicates.</summary>
    Replication,
}
