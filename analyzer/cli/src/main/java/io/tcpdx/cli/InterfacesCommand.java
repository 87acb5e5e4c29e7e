package io.tcpdx.cli;

import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.CaptureInterface;
import io.tcpdx.capture.Interfaces;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists what can be captured on. */
@Command(
    name = "interfaces",
    description = "List the network interfaces, and whether this user may capture on them.")
final class InterfacesCommand implements Callable<Integer> {
  private final Console console;

  InterfacesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    List<CaptureInterface> all;
    try {
      all = Interfaces.list();
    } catch (CaptureException e) {
      throw CommandFailure.of(e);
    }
    if (all.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.NOT_PERMITTED,
          "libpcap shows this user no interface to capture on; native-notes/ says how to permit it");
    }
    int width = all.stream().mapToInt(i -> i.name().length()).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (CaptureInterface one : all) {
      text.append(
              String.format(
                  Locale.ROOT,
                  "%-" + width + "s  %-4s  %-11s  %s",
                  one.name(),
                  one.up() ? "up" : "down",
                  one.permitted() ? "may capture" : "may not",
                  details(one)))
          .append('\n');
    }
    console.print(text.toString());
    return ExitStatus.ANALYSED;
  }

  private static String details(CaptureInterface one) {
    String obstacle = one.obstacle();
    if (obstacle != null) {
      return obstacle;
    }
    String description = one.description();
    return one.addresses().isEmpty()
        ? description == null ? "" : description
        : String.join(", ", one.addresses());
  }
}
