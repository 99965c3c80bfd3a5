using Sipas.Common;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>One problem: its stable code, its place, the offending value, the allowed values, and the message.</summary>
internal sealed record ProblemEntry(string Code, string? Place, string? Value, string? Allowed, ProblemMessage Message)
{
    public static ProblemEntry Of(Problem problem)
    {
        LocalizedText message = problem.Message;
        return new ProblemEntry(problem.Code, problem.Place, problem.Value, problem.Allowed, new ProblemMessage(message.Vi, message.En));
    }
}
