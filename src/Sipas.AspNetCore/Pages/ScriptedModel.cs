namespace Sipas.AspNetCore.Pages;

/// <summary>A page that its script completes.</summary>
/// <typeparam name="TData">Type of the data.</typeparam>
/// <param name="Data">The data for the script, which the page contains as JSON.</param>
/// <param name="StyleHref">Address of the style sheet.</param>
/// <param name="ScriptHrefs">Addresses of the script and of the modules that it imports.</param>
internal sealed record ScriptedModel<TData>(TData Data, string StyleHref, IReadOnlyList<string> ScriptHrefs);
