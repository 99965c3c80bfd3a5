using Sipas.Cases;

namespace Sipas.AspNetCore.Admin.Cases;

/// <summary>A row of the list: contains neither name nor contact, which only the page of the case shows.</summary>
internal sealed record CaseRow(ContactCase Case, string UnitName, string State, string Href);
