using Sipas.Common;

namespace Sipas.Sampling;

/// <summary>How an allocation was rounded to whole numbers.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<AllocationRounding>))]
internal enum AllocationRounding
{
    /// <summary>Quotas by the rule, rounded by the largest remainder; no minimum or cap took effect.</summary>
    LargestRemainder,

    /// <summary>A minimum or cap took effect: the exact optimum among whole numbers within the bounds.</summary>
    IntegerOptimum,
}
