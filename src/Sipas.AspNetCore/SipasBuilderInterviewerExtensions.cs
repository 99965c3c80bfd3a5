using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Collection;
using Sipas.AspNetCore.Http;
using Sipas.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says for whom a host vouches: whose ballots may be of the sample without a ticket, and come on paper, by interview, by telephone or by post.</summary>
public static class SipasBuilderInterviewerExtensions
{
    /// <summary>Vouches for interviewers and clerks whom an authorization policy admits. Without this call no sender of <c>POST /sipas/v1/ballots</c> is one. May be called more than once: who is admitted by one of them is one.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="policy">Name of a policy of the host. One that it does not have stops the start (<c>CFG0004</c>).</param>
    public static ISipasBuilder AddInterviewers(this ISipasBuilder builder, string policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        builder.Services.AddSingleton(new InterviewerRule(policy, context => HostPolicies.AdmitsAsync(context, policy)));
        return builder;
    }

    /// <summary>Vouches for interviewers and clerks whom the host knows itself, for example by a claim.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="isInterviewer">Whether the sender of a request is one.</param>
    public static ISipasBuilder AddInterviewers(this ISipasBuilder builder, Func<HttpContext, ValueTask<bool>> isInterviewer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(isInterviewer);
        builder.Services.AddSingleton(new InterviewerRule(null, isInterviewer));
        return builder;
    }
}
