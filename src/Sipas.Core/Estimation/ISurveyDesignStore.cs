using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Stores the sampling design of each survey: counts of frames and samples, never personal data.</summary>
internal interface ISurveyDesignStore
{
    /// <summary>Reads all designs, by name in ordinal order.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SampledSurveyDesign>> ReadDesignsAsync(CancellationToken cancellationToken);

    /// <summary>Stores a design; it replaces the one with the same name.</summary>
    /// <param name="design">The design.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">
    /// The design has errors (<c>EST0501</c> and following), or claims the ballots of another stored design
    /// (<c>EST0506</c>); nothing is written.
    /// </exception>
    Task SaveDesignAsync(SampledSurveyDesign design, CancellationToken cancellationToken);
}
