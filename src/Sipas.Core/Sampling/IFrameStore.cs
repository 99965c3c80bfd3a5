using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Stores sampling frames: the only place of names, phone numbers and dossier numbers.</summary>
internal interface IFrameStore
{
    /// <summary>Finds the frame of a survey.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The frame; null when none was imported.</returns>
    Task<StoredFrame?> FindFrameAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Stores a frame and replaces the previous one: all of its rows or nothing.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="frame">The frame; it is read once, row by row.</param>
    /// <param name="actor">The person who imports it.</param>
    /// <param name="cancellationToken">Cancels; nothing is written in that case.</param>
    /// <exception cref="SipasException">
    /// There is no such survey (<c>PPL0001</c>), or its frame is sealed (<c>PPL0004</c>).
    /// </exception>
    Task<StoredFrame> SaveFrameAsync(string survey, IFrameSource frame, string actor, CancellationToken cancellationToken);

    /// <summary>
    /// Opens the stored rows of a frame with their numbers in the file. The rows are streamed from the store and never
    /// loaded as a whole.
    /// </summary>
    /// <param name="frame">The frame.</param>
    IFrameSource OpenFrame(StoredFrame frame);

    /// <summary>Seals a frame: from then on it is neither replaced nor changed.</summary>
    /// <param name="frameId">Number of the frame.</param>
    /// <param name="seal">The seal of its rows.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">
    /// It is already sealed (<c>PPL0004</c>), or another frame replaced it (<c>PPL0005</c>).
    /// </exception>
    Task<StoredFrame> SealFrameAsync(long frameId, FrameSeal seal, CancellationToken cancellationToken);

    /// <summary>
    /// Erases identifying data when the survey no longer needs it: the rows of the frame, and the ids on the sample
    /// lists. Seal, certificate, codes and counts are retained.
    /// </summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Number of erased rows; 0 when there is nothing (left) to erase.</returns>
    Task<long> ErasePeopleAsync(string survey, CancellationToken cancellationToken);
}
