using Sipas.Designs;
using Sipas.Sampling;
using Sipas.Text;

namespace Sipas.Storage;

/// <summary>The people that are kept of a survey.</summary>
/// <param name="Survey">Code of the plan.</param>
/// <param name="RowCount">Rows of its frame: a count, 1 or more.</param>
/// <param name="LastUsedAt">When the frame was brought, drawn from, or a line of the field log or of the check was written, whichever came last: UTC.</param>
public sealed record HeldPeople(string Survey, long RowCount, DateTimeOffset LastUsedAt);

/// <summary>Which person of a frame is erased: by the id of the row, or by a way to reach the person.</summary>
public sealed record PersonErasure
{
    private PersonErasure()
    {
    }

    /// <summary>Code of the plan.</summary>
    public required string Survey { get; init; }

    /// <summary>The id as the frame has it: dossier or household number; null when a contact is given.</summary>
    public string? UnitId { get; private init; }

    /// <summary>A phone number or another contact of the frame; null when an id is given.</summary>
    public string? Contact { get; private init; }

    /// <summary>Every row with this id.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="unitId">The id.</param>
    public static PersonErasure OfId(string survey, string unitId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(unitId);
        return new() { Survey = survey, UnitId = unitId };
    }

    /// <summary>Every row that can be reached by this contact; spaces, dots and hyphens do not count.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="contact">The contact.</param>
    public static PersonErasure OfContact(string survey, string contact)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contact);
        return new() { Survey = survey, Contact = contact };
    }

    /// <summary>Finds the rows that are meant.</summary>
    /// <param name="columns">The plan's columns.</param>
    /// <param name="frame">The frame; it is read once.</param>
    /// <returns>Numbers of rows in their order; none when nobody is meant.</returns>
    public IReadOnlyList<long> Find(FrameColumns columns, IFrameSource frame)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(frame);
        string[] names = UnitId is not null ? [columns.Id] : [.. columns.Contacts];
        int[] places = [.. names.Select(name => frame.Columns.ToList().IndexOf(name)).Where(place => place >= 0)];
        string wanted = Key(UnitId ?? Contact!);
        return [.. frame.ReadComposedRows()
            .Where(row => places.Any(place => row.Cells[place].Length > 0 && Key(row.Cells[place]) == wanted)).Select(row => row.Number)];
    }

    // A phone is written in many ways, an id in one.
    private string Key(string text)
    {
        string composed = VietnameseText.Compose(text);
        return UnitId is not null ? composed : new([.. composed.Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-'))]);
    }
}

/// <summary>What became of an erasure.</summary>
/// <param name="RowCount">Rows of the frame that were erased: a count.</param>
/// <param name="ListedCount">Of them those on a list, of which the id is gone: a count.</param>
public readonly record struct PersonErasureResult(long RowCount, long ListedCount);

/// <summary>Says what is kept of people, erases it when its time is over or a person asks, and keeps the record of it.</summary>
public interface IPeopleErasureStore
{
    /// <summary>The surveys of which people are kept, in the order in which they were made.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<HeldPeople>> ReadHeldPeopleAsync(CancellationToken cancellationToken);

    /// <summary>Erases a person from the frame and from the lists, also while the survey runs. Seal, certificate, codes, probabilities and the field log stay.</summary>
    /// <param name="erasure">Who.</param>
    /// <param name="dryRun">When true nothing is written.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What was (or would be) erased; zeros when nobody is meant, and then nothing is noted.</returns>
    /// <exception cref="Problems.SipasException">There is no such survey (<c>PPL0001</c>), or its frame is sealed and not drawn from yet (<c>PPL0016</c>).</exception>
    Task<PersonErasureResult> ErasePersonAsync(PersonErasure erasure, bool dryRun, CancellationToken cancellationToken);

    /// <summary>Counts tickets that have ended.</summary>
    /// <param name="endedBefore">Those that ended before this instant.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> CountTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);

    /// <summary>Erases what is kept of tickets that have ended; which of them were spent is kept elsewhere and stays.</summary>
    /// <param name="endedBefore">Those that ended before this instant.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many were erased.</returns>
    Task<long> EraseTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);

    /// <summary>Reads what was done to people, oldest first: plans, frames, seals, draws, lines of the field log, checks, erasures, reads of people, and how many tickets an account issued for a unit on each day and how many requests were refused. Written by the store itself in the commit of what was done; nobody changes or removes a record.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<AuditRecord>> ReadPeopleAuditAsync(CancellationToken cancellationToken);
}
