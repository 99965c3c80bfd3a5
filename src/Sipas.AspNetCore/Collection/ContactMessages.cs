using System.Globalization;
using Sipas.Signals;

namespace Sipas.AspNetCore.Collection;

/// <summary>The body of <c>POST /sipas/v1/contacts</c>.</summary>
internal sealed record ContactBody
{
    /// <summary>Id made at random by the client: a UUID, version 4, which no ballot bears.</summary>
    public required Guid Id { get; init; }

    /// <summary>Code of the unit that was rated.</summary>
    public required string Unit { get; init; }

    /// <summary>How the citizen wants to be called, at most 100 characters; may be left out.</summary>
    public string? Name { get; init; }

    /// <summary>A phone number or an e-mail address, at most 100 characters.</summary>
    public required string Contact { get; init; }

    /// <summary>What it is about, 1 to 500 characters.</summary>
    public required string About { get; init; }

    /// <summary>The language in which the consent was read: vi or en.</summary>
    public required string Language { get; init; }

    /// <summary>Which text of consent was agreed to: the version that the page was given with it.</summary>
    public required string Consent { get; init; }

    /// <summary>The ticket of the visit; may be left out. It chooses the limit that applies and is not kept.</summary>
    public string? Ticket { get; init; }

    public ContactRequest ToRequest() => new() { Id = Id, UnitCode = Unit, Name = Name, Contact = Contact, About = About, Language = Language };
}

/// <summary>The answer to a request to be contacted: sent again, it is the same.</summary>
internal sealed record ContactResponse
{
    /// <summary>Id of the request.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the bytes that were sent: 64 hexadecimal digits. Whoever answers without having understood the request does not know it.</summary>
    public required string BodyHash { get; init; }

    /// <summary>The code by which the citizen names the request, for example 7QK2-M0XA.</summary>
    public required string Code { get; init; }

    /// <summary>The day by which somebody should have answered: yyyy-MM-dd.</summary>
    public required string DueOn { get; init; }

    public static ContactResponse Of(ContactCase one, byte[] bodyHash) => new()
    {
        Id = one.Id,
        BodyHash = Convert.ToHexStringLower(bodyHash),
        Code = one.Code,
        DueOn = one.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
