using Sipas.Designs;
using Sipas.Sampling;
using Sipas.Text;

namespace Sipas.Storage;

/// <summary>The personal data stored for a survey.</summary>
/// <param name="Survey">Code of the plan.</param>
/// <param name="RowCount">Number of rows of its frame: 1 or more.</param>
/// <param name="LastUsedAt">
/// Last time, in UTC, at which the frame was imported or drawn from, or a line of the field log or of the re-interview
/// was written.
/// </param>
public sealed record HeldPeople(string Survey, long RowCount, DateTimeOffset LastUsedAt);

/// <summary>The person to erase from a frame, identified by the id of the row or by a contact.</summary>
public sealed record PersonErasure
{
    private PersonErasure()
    {
    }

    /// <summary>Code of the plan.</summary>
    public required string Survey { get; init; }

    /// <summary>The id as in the frame: dossier or household number; null when a contact is given.</summary>
    public string? UnitId { get; private init; }

    /// <summary>A phone number or another contact of the frame; null when an id is given.</summary>
    public string? Contact { get; private init; }

    /// <summary>Selects every row with this id.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="unitId">The id.</param>
    public static PersonErasure OfId(string survey, string unitId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(unitId);
        return new() { Survey = survey, UnitId = unitId };
    }

    /// <summary>Selects every row with this contact; spaces, dots and hyphens are ignored.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="contact">The contact.</param>
    public static PersonErasure OfContact(string survey, string contact)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contact);
        return new() { Survey = survey, Contact = contact };
    }

    /// <summary>Finds the matching rows.</summary>
    /// <param name="columns">Columns of the plan.</param>
    /// <param name="frame">The frame; it is read once.</param>
    /// <returns>Numbers of the rows in order; empty when no row matches.</returns>
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

    // A phone number can be written in many ways, an id in only one.
    private string Key(string text)
    {
        string composed = VietnameseText.Compose(text);
        return UnitId is not null ? composed : new([.. composed.Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-'))]);
    }
}

/// <summary>Result of an erasure.</summary>
/// <param name="RowCount">Number of erased rows of the frame.</param>
/// <param name="ListedCount">Number of those rows that are on a sample list, where the id is erased.</param>
public readonly record struct PersonErasureResult(long RowCount, long ListedCount);

/// <summary>
/// Lists stored personal data, erases it at the end of its retention period or at a person's request, and stores the
/// audit log of these actions.
/// </summary>
public interface IPeopleErasureStore
{
    /// <summary>Reads the surveys with stored personal data, in order of creation.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<HeldPeople>> ReadHeldPeopleAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Erases a person from the frame and from the sample lists, also while the survey runs. Seal, certificate, codes,
    /// probabilities and the field log are retained.
    /// </summary>
    /// <param name="erasure">The person.</param>
    /// <param name="dryRun">Whether to write nothing and only count.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The rows that were (or would be) erased; zeros when no row matches, and no audit record is written.</returns>
    /// <exception cref="Problems.SipasException">
    /// There is no such survey (<c>PPL0001</c>), or its frame is sealed and not drawn from yet (<c>PPL0016</c>).
    /// </exception>
    Task<PersonErasureResult> ErasePersonAsync(PersonErasure erasure, bool dryRun, CancellationToken cancellationToken);

    /// <summary>Counts expired tickets.</summary>
    /// <param name="endedBefore">Upper bound of the expiry, exclusive.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> CountTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);

    /// <summary>Erases the stored data of expired tickets. The set of spent tickets is stored elsewhere and is retained.</summary>
    /// <param name="endedBefore">Upper bound of the expiry, exclusive.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Number of erased tickets.</returns>
    Task<long> EraseTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the audit log of personal data, oldest first: plans, frames, seals, draws, lines of the field log,
    /// re-interviews, erasures, reads of personal data, the number of tickets that an account issued for a unit on each
    /// day, and the number of rejected requests. The store writes each record in the commit of its action; records are
    /// never changed or removed.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<AuditRecord>> ReadPeopleAuditAsync(CancellationToken cancellationToken);
}
