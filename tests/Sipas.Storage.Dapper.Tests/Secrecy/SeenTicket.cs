namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>A row of an issued ticket: every value that is not null, numbers and texts as text.</summary>
internal sealed record SeenTicket(IReadOnlyDictionary<string, object> Values)
{
    public string Unit => (string)Values["rated_unit"];

    public int Day => Convert.ToInt32(Values["issued_on"], System.Globalization.CultureInfo.InvariantCulture);

    public string? Procedure => Values.TryGetValue("handled_procedure", out object? procedure) ? (string)procedure : null;
}
