"""The functional tests of clients, as stestr is to find them: the modules that $STRATUS_CLIENT_TESTS names, one regular
expression a line. A discovery of whole packages would fail at modules whose needs Debian does not package."""
import os
import pkgutil
import re

import glanceclient.tests.functional
import openstack.tests.functional
import openstackclient.tests.functional


def modules():
    wanted = [re.compile(line) for line in os.environ["STRATUS_CLIENT_TESTS"].split()]
    for package in (glanceclient.tests.functional, openstack.tests.functional, openstackclient.tests.functional):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not module.ispkg and any(regex.match(module.name) for regex in wanted):
                yield module.name


def load_tests(loader, tests, pattern):
    suite = loader.suiteClass()
    for module in modules():
        suite.addTests(loader.loadTestsFromName(module))
    return suite
