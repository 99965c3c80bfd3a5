using Sipas.Common;
using Sipas.Plans;
using Sipas.Sampling;

namespace Sipas.Erasure;

/// <summary>The person to erase from a frame, identified by the id of the row or by a contact.</summary>
internal sealed record PersonErasure
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
