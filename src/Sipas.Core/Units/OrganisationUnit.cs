using Sipas.Common;

namespace Sipas.Units;

/// <summary>An organisation unit that is rated: a department, a vertical agency, a commune, a one-stop shop.</summary>
public sealed record OrganisationUnit
{
    /// <summary>Stable code, unique among units.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the unit.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>Code of the block in which it is ranked, for example <c>departments</c>.</summary>
    public required string Block { get; init; }

    /// <summary>Code of the parent unit; null for a top-level unit.</summary>
    public string? ParentCode { get; init; }

    /// <summary>First day on which the unit exists; null for no start.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which the unit exists; null for no end.</summary>
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
