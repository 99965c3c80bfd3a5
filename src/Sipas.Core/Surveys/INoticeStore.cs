using Sipas.Common;

namespace Sipas.Surveys;

/// <summary>Stores the notice about the whole data set.</summary>
internal interface INoticeStore
{
    /// <summary>
    /// Reads the notice that must accompany every page and every published figure, for example that the data are
    /// illustrative.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The notice; null when there is none.</returns>
    Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken);

    /// <summary>Sets the notice.</summary>
    /// <param name="notice">The notice; null removes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken);
}
