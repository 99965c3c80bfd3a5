using Sipas.Audit;

namespace Sipas.Corrections;

/// <summary>
/// Stores corrections that one account entered until another account confirms or rejects them. These calls never change
/// a ballot.
/// </summary>
/// <remarks>Optional for a ballot storage; the storages of this library implement it.</remarks>
internal interface ICorrectionStore
{
    /// <summary>
    /// Stores a correction; the store adds the time of its clock and an audit record
    /// (<see cref="AuditActions.CorrectionEntered"/>).
    /// </summary>
    /// <param name="correction">The correction, with its file.</param>
    /// <param name="maximum">Maximum number of corrections that wait at the same time: 1 or more.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False if the maximum is reached; nothing is written in that case.</returns>
    Task<bool> EnterCorrectionAsync(PendingCorrection correction, int maximum, CancellationToken cancellationToken);

    /// <summary>Reads corrections without their files: waiting ones first, then newest first.</summary>
    /// <param name="maximum">Maximum number of corrections to read: 1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<PendingCorrection>> ReadCorrectionsAsync(int maximum, CancellationToken cancellationToken);

    /// <summary>Finds a correction with its file; the file of a decided correction is empty.</summary>
    /// <param name="id">Id of the correction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The correction; null if there is none with this id.</returns>
    Task<PendingCorrection?> FindCorrectionAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stores the decision on a correction, erases its file, and adds the time of its clock and an audit record.</summary>
    /// <param name="id">Id of the correction.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="decidedBy">
    /// The deciding account. The caller verifies that it differs from the account that entered the correction.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False if there is none with this id, or it is already decided; nothing is written in that case.</returns>
    Task<bool> DecideCorrectionAsync(string id, CorrectionDecision decision, string decidedBy, CancellationToken cancellationToken);
}
