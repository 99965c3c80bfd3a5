using System.Security.Cryptography;
using Sipas.Estimation;
using Sipas.Problems;

namespace Sipas.Storage;

/// <summary>Keeps how the sampled ballots of each survey were drawn: counts of frames and samples, never a person.</summary>
public interface ISurveyDesignStore
{
    /// <summary>Reads all designs, by name in ordinal order.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SampledSurveyDesign>> ReadDesignsAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a design, in place of the one of its name.</summary>
    /// <param name="design">The design.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">It has faults (<c>EST0501</c> and following), or claims the ballots of another stored design (<c>EST0506</c>); nothing is written.</exception>
    Task SaveDesignAsync(SampledSurveyDesign design, CancellationToken cancellationToken);
}

/// <summary>What every store of designs asks before it keeps one.</summary>
public static class SurveyDesigns
{
    /// <summary>Refuses a design that cannot be kept beside the others.</summary>
    /// <param name="design">The design.</param>
    /// <param name="stored">The designs that are kept already.</param>
    /// <exception cref="SipasException">The reasons, all at once.</exception>
    public static void Require(SampledSurveyDesign design, IReadOnlyList<SampledSurveyDesign> stored)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(stored);
        Problem[] problems = [.. design.Check()];
        problems = problems.Length > 0 ? problems
            : [.. stored.Where(other => other.Name != design.Name && other.Overlaps(design)).Select(other => new Problem(ProblemCodes.SampledDesignOverlap, design.Name, other.Name))];
        if (problems.Length > 0)
        {
            throw new SipasException(problems);
        }
    }

    /// <summary>What the audit log says of a design that was kept: its name and the SHA-256 of its JSON.</summary>
    /// <param name="design">The design.</param>
    public static string AuditDetail(SampledSurveyDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return $"{design.Name} {Convert.ToHexString(SHA256.HashData(design.ToJson())).ToLowerInvariant()}";
    }
}
