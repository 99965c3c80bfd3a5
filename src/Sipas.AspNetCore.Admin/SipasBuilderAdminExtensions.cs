using Microsoft.Extensions.DependencyInjection.Extensions;
using Sipas.AspNetCore.Admin.Http;
using Sipas.AspNetCore.Admin.Import;
using Sipas.AspNetCore.Admin.Mapping;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Corrections;
using Sipas.Fieldwork;
using Sipas.Files.Import;
using Sipas.Hosting;
using Sipas.Intake;
using Sipas.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the services of the officer's pages.</summary>
public static class SipasBuilderAdminExtensions
{
    /// <summary>Adds the services of the officer's pages, which <c>MapSipasAdmin</c> maps: forms are protected by the
    /// host's antiforgery service, over https with a cookie that is <c>Secure</c> and has the prefix
    /// <c>__Host-</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options; optional.</param>
    public static ISipasBuilder AddAdmin(this ISipasBuilder builder, Action<SipasAdminOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddAntiforgery();
        builder.Services.TryAddSingleton<FormMarks>();
        builder.Services.TryAddSingleton<SipasAdminMarker>();
        builder.Services.TryAddSingleton<ImportUploads>();
        builder.Services.TryAddSingleton(provider => new BallotImport(
            provider.GetRequiredService<IImportMapStore>(), provider.GetRequiredService<IBallotStore>(),
            provider.GetRequiredService<IAuditStore>(),
            provider.GetRequiredService<BallotIntake>(),
            provider.GetRequiredService<CorrectionService>(),
            provider.GetService<IPersonalDataStorage>() is { } people
                ? new IssuedNumbers(people.Plans, people.Frames, people.Samples, people.Field) : null));
        builder.Services.AddOptions<SipasAdminOptions>()
            .Validate(options => !string.IsNullOrWhiteSpace(options.DefaultActor),
                "SipasAdminOptions.DefaultActor: a name is needed. / cần một tên.")
            .Validate(options => options.AccountClaim is null || !string.IsNullOrWhiteSpace(options.AccountClaim),
                "SipasAdminOptions.AccountClaim: a claim type, or null. / loại thông tin tài khoản, hoặc null.")
            .Validate(options => options.MaximumFrameBytes is >= 1_048_576 and <= 1_073_741_824,
                "SipasAdminOptions.MaximumFrameBytes: 1,048,576 to 1,073,741,824. / từ 1.048.576 đến 1.073.741.824.")
            .Validate(options => options.MaximumImportBytes is >= 65_536 and <= 268_435_456,
                "SipasAdminOptions.MaximumImportBytes: 65,536 to 268,435,456. / từ 65.536 đến 268.435.456.")
            .Validate(options => options.MaximumImportRows is >= 2 and <= 2_000_000,
                "SipasAdminOptions.MaximumImportRows: 2 to 2,000,000. / từ 2 đến 2.000.000.")
            .ValidateOnStart();
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }
}
