using Sipas.Designs;
using Sipas.Fieldwork;
using Sipas.Sampling;

namespace Sipas.Storage;

/// <summary>A survey plan as it was last saved.</summary>
public sealed record StoredPlan
{
    /// <summary>The plan; its code names the survey everywhere in the store.</summary>
    public required SurveyPlan Plan { get; init; }

    /// <summary>How often it was saved: from 1.</summary>
    public required long Revision { get; init; }

    /// <summary>When it was saved.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>Who saved it.</summary>
    public required string SavedBy { get; init; }
}

/// <summary>Keeps survey plans, every revision of each.</summary>
public interface ISurveyPlanStore
{
    /// <summary>Reads the last revision of every plan, in the order in which the surveys were made.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<StoredPlan>> ReadPlansAsync(CancellationToken cancellationToken);

    /// <summary>Reads the last revision of a plan.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The plan, or null when there is none of that code.</returns>
    Task<StoredPlan?> FindPlanAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Saves a plan as a new revision.</summary>
    /// <param name="plan">The plan, already verified.</param>
    /// <param name="baseRevision">The revision it was made from; 0 for a new survey.</param>
    /// <param name="actor">Who saves it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">Somebody saved another revision meanwhile, or the code is taken (<c>PPL0002</c>); or its lists are drawn, so that the plan stands (<c>PPL0003</c>). Nothing is written.</exception>
    Task<StoredPlan> SavePlanAsync(SurveyPlan plan, long baseRevision, string actor, CancellationToken cancellationToken);
}

/// <summary>The frame of a survey; its rows are read with <see cref="IFrameStore.OpenFrame"/>.</summary>
public sealed record StoredFrame
{
    /// <summary>Its number in the store; a frame that replaces another has a new one.</summary>
    public required long Id { get; init; }

    /// <summary>Code of the survey.</summary>
    public required string Survey { get; init; }

    /// <summary>What it is called: the name of its file.</summary>
    public required string Name { get; init; }

    /// <summary>Its columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Its rows: a count.</summary>
    public required long RowCount { get; init; }

    /// <summary>When it was kept.</summary>
    public required DateTimeOffset KeptAt { get; init; }

    /// <summary>Who brought it.</summary>
    public required string KeptBy { get; init; }

    /// <summary>Its seal; null while it may still be replaced.</summary>
    public FrameSeal? Seal { get; init; }

    /// <summary>When its rows were erased; null while they are kept.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Rows that were erased one by one because their person asked for it, after the draw: a count. <see cref="RowCount"/> is what was sealed.</summary>
    public long ErasedRowCount { get; init; }
}

/// <summary>Keeps sampling frames: the only place of names, phones and dossier numbers.</summary>
public interface IFrameStore
{
    /// <summary>Finds the frame of a survey.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The frame, or null when none was brought.</returns>
    Task<StoredFrame?> FindFrameAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Keeps a frame in place of the one before: all of its rows or nothing.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="frame">The frame; it is read once, row by row.</param>
    /// <param name="actor">Who brings it.</param>
    /// <param name="cancellationToken">Cancels; nothing is written then.</param>
    /// <exception cref="Problems.SipasException">There is no such survey (<c>PPL0001</c>), or its frame is sealed (<c>PPL0004</c>).</exception>
    Task<StoredFrame> KeepFrameAsync(string survey, IFrameSource frame, string actor, CancellationToken cancellationToken);

    /// <summary>Opens the rows of a frame as they were kept, with their numbers in the file; they are read from the store, never held whole.</summary>
    /// <param name="frame">The frame.</param>
    IFrameSource OpenFrame(StoredFrame frame);

    /// <summary>Seals a frame: from then on it is neither replaced nor changed.</summary>
    /// <param name="frameId">Number of the frame.</param>
    /// <param name="seal">The seal of its rows.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">It is sealed already (<c>PPL0004</c>), or another frame took its place (<c>PPL0005</c>).</exception>
    Task<StoredFrame> SealFrameAsync(long frameId, FrameSeal seal, CancellationToken cancellationToken);

    /// <summary>Erases what names people when the survey no longer needs it: the rows of the frame, and the ids on the lists. Seal, certificate, codes and counts stay.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Rows erased: a count; 0 when there is nothing (more) to erase.</returns>
    Task<long> ErasePeopleAsync(string survey, CancellationToken cancellationToken);
}

/// <summary>A draw as it is kept.</summary>
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

    /// <summary>Who drew.</summary>
    public required string DrawnBy { get; init; }
}

/// <summary>Keeps the lists of a survey: drawn once, never over another draw.</summary>
public interface ISampleStore
{
    /// <summary>Finds the draw of a survey.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The draw, or null when nothing was drawn.</returns>
    Task<StoredDraw?> FindDrawAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Keeps a draw.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="draw">Lists and certificate.</param>
    /// <param name="actor">Who drew.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">There is no such survey (<c>PPL0001</c>), or its lists were drawn before (<c>PPL0003</c>).</exception>
    Task<StoredDraw> KeepDrawAsync(string survey, DrawResult draw, string actor, CancellationToken cancellationToken);
}

/// <summary>A line of the field log as it is kept.</summary>
/// <param name="Number">Its number in the log of the survey, from 1.</param>
/// <param name="RecordedOn">The day in Vietnam on which it was written down. No time is kept: together with the times of ballots it would show which ballot is whose.</param>
/// <param name="Actor">Who wrote it.</param>
/// <param name="Event">What happened.</param>
public sealed record FieldLogEntry(long Number, DateOnly RecordedOn, string Actor, FieldEvent Event);

/// <summary>Keeps the field log of a survey: only ever added to.</summary>
public interface IFieldStore
{
    /// <summary>Reads the log from its beginning.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<FieldLogEntry>> ReadFieldLogAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Adds lines, all or none.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="afterNumber">Number of the last line that the caller knows: what it decided rests on no other; 0 for an empty log.</param>
    /// <param name="events">What happened, as <see cref="FieldLedger.Apply"/> returned it.</param>
    /// <param name="actor">Who writes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False when somebody added lines meanwhile: nothing was written, read the log and decide again.</returns>
    /// <exception cref="Problems.SipasException">There is no such survey (<c>PPL0001</c>).</exception>
    Task<bool> AppendFieldLogAsync(string survey, long afterNumber, IReadOnlyList<FieldEvent> events, string actor, CancellationToken cancellationToken);
}

/// <summary>A storage of people, apart from the storage of ballots: plans, frames with names and phones, lists, the field log, issued tickets, requests to be contacted. Nothing in it names a ballot, and no key joins it to one.</summary>
/// <remarks>Every member opens the storage when it is not open yet. Implementations are safe for concurrent use, and their contract is held by one test suite.</remarks>
public interface IPeopleStorage : ISurveyPlanStore, IFrameStore, ISampleStore, IFieldStore, IReinterviewStore, ITicketStore, ICaseStore, IPeopleErasureStore, IAccessStore
{
    /// <summary>What the storage is called in messages, for example <c>SQLite</c>. Never a connection string.</summary>
    string Name { get; }

    /// <summary>Opens the storage and brings its schema up to date; opened again it does nothing.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The storage cannot be used; the problem says what to mend.</exception>
    Task OpenAsync(CancellationToken cancellationToken);
}
