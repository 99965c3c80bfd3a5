using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Problems;

/// <summary>Severity of a problem.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ProblemSeverity>))]
public enum ProblemSeverity
{
    /// <summary>The input cannot be used.</summary>
    Error,

    /// <summary>The input can be used, but a person should check it.</summary>
    Warning,
}
