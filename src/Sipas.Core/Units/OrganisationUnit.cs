using Sipas.Text;

namespace Sipas.Units;

/// <summary>A unit that is measured: a department, a vertical agency, a commune, a one-stop shop.</summary>
public sealed record OrganisationUnit
{
    /// <summary>Stable code, unique among units.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>The block it is ranked in, for example <c>departments</c>: a code.</summary>
    public required string Block { get; init; }

    /// <summary>Code of the unit above; null at the top.</summary>
    public string? ParentCode { get; init; }

    /// <summary>First day on which the unit exists; null when it always did.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which the unit exists; null when it still does.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Whether the unit exists on a day.</summary>
    /// <param name="day">A day in Vietnam.</param>
    public bool ExistsOn(DateOnly day) => !(day < ValidFrom) && !(day > ValidTo);

    /// <summary>Whether there is a day on which both units exist.</summary>
    /// <param name="other">The other unit.</param>
    public bool Meets(OrganisationUnit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !(other.ValidTo < ValidFrom) && !(other.ValidFrom > ValidTo);
    }
}
