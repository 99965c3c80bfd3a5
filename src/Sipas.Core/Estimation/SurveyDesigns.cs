using System.Security.Cryptography;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Checks that every design store performs before it stores a design.</summary>
internal static class SurveyDesigns
{
    /// <summary>Rejects a design that is invalid or conflicts with the stored designs.</summary>
    /// <param name="design">The design.</param>
    /// <param name="stored">The stored designs.</param>
    /// <exception cref="SipasException">All reasons.</exception>
    public static void Require(SampledSurveyDesign design, IReadOnlyList<SampledSurveyDesign> stored)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(stored);
        Problem[] problems = [.. design.Check()];
        problems = problems.Length > 0
            ? problems
            : [.. stored.Where(other => other.Name != design.Name && other.Overlaps(design))
                .Select(other => new Problem(ProblemCodes.SampledDesignOverlap, design.Name, other.Name))];
        if (problems.Length > 0)
        {
            throw new SipasException(problems);
        }
    }

    /// <summary>Formats the audit detail of a stored design: its name and the SHA-256 of its JSON.</summary>
    /// <param name="design">The design.</param>
    public static string AuditDetail(SampledSurveyDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return $"{design.Name} {Convert.ToHexString(SHA256.HashData(design.ToJson())).ToLowerInvariant()}";
    }
}
