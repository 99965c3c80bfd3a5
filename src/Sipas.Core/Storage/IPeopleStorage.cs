using Sipas.Designs;
using Sipas.Fieldwork;
using Sipas.Sampling;

namespace Sipas.Storage;

/// <summary>The last saved revision of a survey plan.</summary>
public sealed record StoredPlan
{
    /// <summary>The plan; its code identifies the survey everywhere in the store.</summary>
    public required SurveyPlan Plan { get; init; }

    /// <summary>Number of the revision, from 1.</summary>
    public required long Revision { get; init; }

    /// <summary>Time of saving.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>The person who saved it.</summary>
    public required string SavedBy { get; init; }
}

/// <summary>Stores survey plans with all their revisions.</summary>
public interface ISurveyPlanStore
{
    /// <summary>Reads the last revision of every plan, in order of creation of the surveys.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<StoredPlan>> ReadPlansAsync(CancellationToken cancellationToken);

    /// <summary>Reads the last revision of a plan.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The plan; null when there is none with this code.</returns>
    Task<StoredPlan?> FindPlanAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Saves a plan as a new revision.</summary>
    /// <param name="plan">The plan, already verified.</param>
    /// <param name="baseRevision">The revision on which it is based; 0 for a new survey.</param>
    /// <param name="actor">The person who saves it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">
    /// Another revision was saved meanwhile, or the code is taken (<c>PPL0002</c>); or the sample lists are drawn, so
    /// the plan is final (<c>PPL0003</c>). Nothing is written.
    /// </exception>
    Task<StoredPlan> SavePlanAsync(SurveyPlan plan, long baseRevision, string actor, CancellationToken cancellationToken);
}

/// <summary>The frame of a survey; its rows are read with <see cref="IFrameStore.OpenFrame"/>.</summary>
public sealed record StoredFrame
{
    /// <summary>Number of the frame in the store; a frame that replaces another has a new number.</summary>
    public required long Id { get; init; }

    /// <summary>Code of the survey.</summary>
    public required string Survey { get; init; }

    /// <summary>Name of the frame: the name of its file.</summary>
    public required string Name { get; init; }

    /// <summary>Columns of the frame.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Number of rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>Time of import.</summary>
    public required DateTimeOffset KeptAt { get; init; }

    /// <summary>The person who imported it.</summary>
    public required string KeptBy { get; init; }

    /// <summary>Seal of the frame; null while it may still be replaced.</summary>
    public FrameSeal? Seal { get; init; }

    /// <summary>Time at which its rows were erased; null while they are stored.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>
    /// Number of rows erased individually after the draw, at the request of their person. <see cref="RowCount"/> is the
    /// sealed count.
    /// </summary>
    public long ErasedRowCount { get; init; }
}

/// <summary>Stores sampling frames: the only place of names, phone numbers and dossier numbers.</summary>
public interface IFrameStore
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
    /// <exception cref="Problems.SipasException">
    /// There is no such survey (<c>PPL0001</c>), or its frame is sealed (<c>PPL0004</c>).
    /// </exception>
    Task<StoredFrame> KeepFrameAsync(string survey, IFrameSource frame, string actor, CancellationToken cancellationToken);

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
    /// <exception cref="Problems.SipasException">
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

/// <summary>A stored draw.</summary>
public sealed record StoredDraw
{
    /// <summary>Code of the survey.</summary>
    public required string Survey { get; init; }

    /// <summary>The certificate.</summary>
    public required DrawCertificate Certificate { get; init; }

    /// <summary>The official list.</summary>
    public required SampleList Official { get; init; }

    /// <summary>The reserve list.</summary>
    public required SampleList Reserve { get; init; }

    /// <summary>The person who drew.</summary>
    public required string DrawnBy { get; init; }
}

/// <summary>Stores the sample lists of a survey. Lists are drawn once and never overwritten.</summary>
public interface ISampleStore
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
    /// <exception cref="Problems.SipasException">
    /// There is no such survey (<c>PPL0001</c>), or its lists were already drawn (<c>PPL0003</c>).
    /// </exception>
    Task<StoredDraw> KeepDrawAsync(string survey, DrawResult draw, string actor, CancellationToken cancellationToken);
}

/// <summary>A stored line of the field log.</summary>
/// <param name="Number">Number of the line in the log of the survey, from 1.</param>
/// <param name="RecordedOn">
/// The day in Vietnam on which it was recorded. No time is stored: together with the times of ballots it would reveal
/// which ballot is whose.
/// </param>
/// <param name="Actor">The person who wrote it.</param>
/// <param name="Event">The event.</param>
public sealed record FieldLogEntry(long Number, DateOnly RecordedOn, string Actor, FieldEvent Event);

/// <summary>Append-only field log of a survey.</summary>
public interface IFieldStore
{
    /// <summary>Reads the log from its beginning.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<FieldLogEntry>> ReadFieldLogAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Appends lines, all or none.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="afterNumber">
    /// Number of the last line that the caller has read; nothing is written if lines were added since. 0 for an empty
    /// log.
    /// </param>
    /// <param name="events">The events, as returned by <see cref="FieldLedger.Apply"/>.</param>
    /// <param name="actor">The person who writes them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False when other lines were added meanwhile: nothing was written, read the log again and decide again.</returns>
    /// <exception cref="Problems.SipasException">There is no such survey (<c>PPL0001</c>).</exception>
    Task<bool> AppendFieldLogAsync(string survey, long afterNumber, IReadOnlyList<FieldEvent> events, string actor, CancellationToken cancellationToken);
}

/// <summary>
/// Personal-data store, separate from the ballot store: plans, frames with names and phone numbers, sample lists, the
/// field log, issued tickets, contact requests. Nothing in it refers to a ballot, and no key joins it to one.
/// </summary>
/// <remarks>
/// Every member opens the storage if it is not open yet. Implementations are safe for concurrent use. A shared test
/// suite verifies the contract.
/// </remarks>
public interface IPeopleStorage : ISurveyPlanStore, IFrameStore, ISampleStore, IFieldStore, IReinterviewStore, ITicketStore, ICaseStore, IPeopleErasureStore, IAccessStore
{
    /// <summary>Name of the storage in messages, for example <c>SQLite</c>. Never a connection string.</summary>
    string Name { get; }

    /// <summary>Opens the storage and upgrades its schema; does nothing if it is already open.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The storage cannot be used; the problem states how to fix it.</exception>
    Task OpenAsync(CancellationToken cancellationToken);
}
