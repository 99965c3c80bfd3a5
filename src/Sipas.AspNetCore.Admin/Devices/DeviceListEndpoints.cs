using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Limits;
using Sipas.Quarantine;
using Sipas.Storage;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Admin.Devices;

/// <summary>The officer's page of devices: <c>/admin/devices</c>, with the waiting submissions of the quarantine.</summary>
internal static class DeviceListEndpoints
{
    public const string ActName = "SipasAdminDeviceAct";
    public const string PackageName = "SipasAdminPackage";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/devices", ShowAsync).AlsoHead(routes.MapMethods("/admin/devices", ReadRoutes.Head, ShowAsync))
            .WithName(AdminSection.Devices.EndpointName);
        routes.MapPost("/admin/devices", ActAsync).WithName(ActName);
        routes.MapGet("/admin/quarantine/{number:long}", DownloadAsync)
            .AlsoHead(routes.MapMethods("/admin/quarantine/{number:long}", ReadRoutes.Head, DownloadAsync)).WithName(PackageName)
            .ReadsPeople();
    }

    private static Task<IResult> ShowAsync(HttpContext context, DeviceRegistry devices, ISipasStorage storage, SurveyState state,
        CollectionSettings settings, TimeProvider clock) =>
        PageAsync(context, devices, storage, state, settings, clock, null);

    private static async Task<IResult> ActAsync(
        HttpContext context, DeviceRegistry devices, QuarantineService service, ISipasStorage storage, SurveyState state,
        CollectionSettings settings, TimeProvider clock)
    {
        var request = new AdminRequest(context);
        FormState form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        using IDisposable actor = request.Act();
        switch (form["act"])
        {
            case "add":
                DevicePhaseNames.TryRead(form["phase"], out DevicePhase phase);
                DeviceInvitation added = await devices.AddAsync(form["unit"], form.Text("label"),
                    phase == default ? DevicePhase.Official : phase, context.RequestAborted);
                return await PageAsync(context, devices, storage, state, settings, clock, added);
            case "code":
                DeviceInvitation renewed = await devices.RenewAsync(form["device"], context.RequestAborted);
                return await PageAsync(context, devices, storage, state, settings, clock, renewed);
            case "revoke":
                await devices.RevokeAsync(form["device"], context.RequestAborted);
                break;
            case "trial" or "official":
                DevicePhaseNames.TryRead(form["act"], out DevicePhase next);
                await devices.SetPhaseAsync(form["device"], next, context.RequestAborted);
                break;
            case "release" when long.TryParse(form["number"], System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture, out long number):
                ReleaseResult result = await service.ReleaseAsync(number, context.RequestAborted);
                if (result.Problems.Count > 0)
                {
                    return request.Fault(StatusCodes.Status400BadRequest, result.Problems);
                }

                break;
        }

        return AdminRequest.Next(request.Path(AdminSection.Devices.EndpointName));
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, DeviceRegistry devices, ISipasStorage storage, SurveyState state, CollectionSettings settings,
        TimeProvider clock, DeviceInvitation? invitation)
    {
        var request = new AdminRequest(context);
        var model = new DeviceListModel
        {
            Mark = request.Mark(),
            ActPath = request.Path(ActName),
            Devices = await devices.ListAsync(context.RequestAborted),
            Packages = await storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, context.RequestAborted),
            TrialCount = (await storage.Held.ListHeldAsync(HeldSubmissionKind.Trial, context.RequestAborted)).Count,
            PackagePath = number => request.Path(PackageName, ("number", number)),
            Units = [.. UnitChoices.Today(state.Units, VietnameseTime.DayOf(clock.GetUtcNow()))],
            Now = clock.GetUtcNow(),
            SilentAfter = TimeSpan.FromMinutes(settings.SilentAfterMinutes),
            Invitation = invitation,
            // The code follows the number sign: it is sent to no server, and is therefore in no log.
            InvitationLink = invitation is null
            ? null
            : $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}/kiosk/enrol#{invitation.EnrolmentCode}",
        };
        return request.Show<DeviceListPage>(AdminSection.Devices, request.Words["admin.devices"], model);
    }

    private static async Task<IResult> DownloadAsync(HttpContext context, long number, ISipasStorage storage)
    {
        (HeldSubmissionEntry entry, byte[] body) = await QuarantineService.FindAsync(storage.Held, number, context.RequestAborted);
        return TypedResults.Bytes(body, "application/octet-stream",
            $"package-{entry.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)}.bin");
    }
}
