using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sipas.AspNetCore.Senders;

/// <summary>One of the host's rules that identify an interviewer or a clerk.</summary>
/// <param name="Policy">Name of the authorization policy behind it; null if the host uses its own check.</param>
/// <param name="AdmitsAsync">Whether the sender of a request is an interviewer or a clerk.</param>
internal sealed record InterviewerRule(string? Policy, Func<HttpContext, ValueTask<bool>> AdmitsAsync)
{
    /// <summary>Whether the host vouches for the sender of a request; false if no rule was added.</summary>
    public static async ValueTask<bool> AnyAdmitsAsync(HttpContext context)
    {
        foreach (InterviewerRule rule in context.RequestServices.GetServices<InterviewerRule>())
        {
            if (await rule.AdmitsAsync(context))
            {
                return true;
            }
        }

        return false;
    }
}
