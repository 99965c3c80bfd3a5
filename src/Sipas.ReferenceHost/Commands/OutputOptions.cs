using System.CommandLine;
using System.Text;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands;

/// <summary>The output format of a command: JSON, or a table in Vietnamese or English.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string> _format = new("--format") { Description = "json or table", DefaultValueFactory = _ => "table" };

    private readonly Option<string> _language = new("--lang")
    {
        Description = "Language of a table: vi or en",
        DefaultValueFactory = _ => "vi",
    };

    public OutputOptions()
    {
        _format.AcceptOnlyFromAmong("json", "table");
        _language.AcceptOnlyFromAmong("vi", "en");
    }

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_language);
    }

    public string Language(ParseResult parsed) => parsed.GetValue(_language)!;

    /// <summary>Prints a document.</summary>
    public async Task<int> PrintAsync(ParseResult parsed, Func<byte[]> json, Func<string, IEnumerable<ReportTable>> tables)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(_format) == "json")
        {
            await output.WriteLineAsync(Encoding.UTF8.GetString(json())).ConfigureAwait(false);
            return CommandRunner.Done;
        }

        foreach (ReportTable table in tables(Language(parsed)))
        {
            await output.WriteLineAsync(table.ToText()).ConfigureAwait(false);
        }

        return CommandRunner.Done;
    }
}
