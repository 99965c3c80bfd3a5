
namespace Sipas.Storage;

/// <summary>Keeps corrections that one account entered until another account confirms or rejects them. None of it changes a ballot.</summary>
/// <remarks>A storage that keeps ballots need not keep this; the storages of this library do.</remarks>
public interface ICorrectionStore
{
    /// <summary>Keeps a correction; the store adds the time of its own clock, and an audit record (<see cref="AuditActions.CorrectionEntered"/>).</summary>
    /// <param name="correction">The correction, with its file.</param>
    /// <param name="most">Most corrections that wait at the same time: 1 or more.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False if as many wait; nothing is written then.</returns>
    Task<bool> EnterCorrectionAsync(PendingCorrection correction, int most, CancellationToken cancellationToken);

    /// <summary>Reads corrections without their files: those that wait first, then the newest first.</summary>
    /// <param name="most">Most corrections that are read: 1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<PendingCorrection>> ReadCorrectionsAsync(int most, CancellationToken cancellationToken);

    /// <summary>Finds a correction with its file; the file of a decided one is empty.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The correction; null if there is none with this id.</returns>
    Task<PendingCorrection?> FindCorrectionAsync(string id, CancellationToken cancellationToken);

    /// <summary>Keeps the decision on a correction, erases its file, and adds the time of its own clock and an audit record.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="decidedBy">The account, which is not the one that entered it: the caller checks that.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False if there is none with this id, or it is decided; nothing is written then.</returns>
    Task<bool> DecideCorrectionAsync(string id, CorrectionDecision decision, string decidedBy, CancellationToken cancellationToken);
}
