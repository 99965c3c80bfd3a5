using Sipas.ReferenceHost.Commands;

namespace Sipas.ReferenceHost;

/// <summary>One run of the <c>sipas</c> command in this process.</summary>
internal sealed record SipasRun(int ExitCode, string Output, string Errors)
{
    public static async Task<SipasRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int exitCode = await SipasCommand.RunAsync(arguments, new SipasInvocation { Output = output, Error = errors });
        return new SipasRun(exitCode, output.ToString(), errors.ToString());
    }
}
