using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Senders;
using Sipas.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures for whom a host vouches: senders whose ballots may be of the sample without a ticket, and may be
/// collected on paper, by interview, by telephone or by post.</summary>
public static class SipasBuilderInterviewerExtensions
{
    /// <summary>Vouches for interviewers and clerks that an authorization policy admits. Without this call no sender of
    /// <c>POST /sipas/v1/ballots</c> is one. May be called more than once: one admitting policy suffices.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="policy">Name of a policy of the host. If it does not exist, startup fails (<c>CFG0004</c>).</param>
    public static ISipasBuilder AddInterviewers(this ISipasBuilder builder, string policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        builder.Services.AddSingleton(new InterviewerRule(policy, context => HostPolicies.AdmitsAsync(context, policy)));
        return builder;
    }

    /// <summary>Vouches for interviewers and clerks that the host identifies itself, for example by a claim.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="isInterviewer">Whether the sender of a request is an interviewer or a clerk.</param>
    public static ISipasBuilder AddInterviewers(this ISipasBuilder builder, Func<HttpContext, ValueTask<bool>> isInterviewer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(isInterviewer);
        builder.Services.AddSingleton(new InterviewerRule(null, isInterviewer));
        return builder;
    }
}
