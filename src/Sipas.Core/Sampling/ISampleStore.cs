using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Stores the sample lists of a survey. Lists are drawn once and never overwritten.</summary>
internal interface ISampleStore
{
    /// <summary>Finds the draw of a survey.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The draw; null when nothing was drawn.</returns>
    Task<StoredDraw?> FindDrawAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Stores a draw.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="draw">Lists and certificate.</param>
    /// <param name="actor">The person who drew.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">
    /// There is no such survey (<c>PPL0001</c>), or its lists were already drawn (<c>PPL0003</c>).
    /// </exception>
    Task<StoredDraw> SaveDrawAsync(string survey, DrawResult draw, string actor, CancellationToken cancellationToken);
}
