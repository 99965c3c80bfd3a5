using System.CommandLine;
using Sipas.ReferenceHost.Commands;

namespace Sipas.ReferenceHost;

/// <summary>The <c>sipas</c> command with all its parts.</summary>
internal static class SipasCommand
{
    public static RootCommand Create() => new("sipas: kiosk, reports, import and scoring of satisfaction with public administration (SIPAS)")
    {
        DemoCommand.Create(),
        ServeCommand.Create(),
        ScoreCommand.Create(),
        ImportCommand.Create(),
        UnitsCommand.Create(),
        SchemaCommand.Create(),
        SurveyCommand.Create(),
        VerifyCommand.Create(),
        VerifyCommand.CreateAnchor(),
        KeyCommand.Create(),
        KeyCommand.CreateAudit(),
        BackupCommand.Create(),
        BackupCommand.CreateRestore(),
    };
}
